import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { servePeer, versionOf } from './peer.mjs'
import { tensorflowTrainer } from './tfjs.mjs'

tf.env().set('PROD', true)
await tf.setBackend('cpu')
await servePeer(versionOf('@tensorflow/tfjs-backend-cpu'), tensorflowTrainer)
