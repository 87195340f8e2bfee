import { fileURLToPath } from 'node:url'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { servePeer, versionOf } from './peer.mjs'
import { tensorflowTrainer } from './tfjs.mjs'

tf.env().set('PROD', true)
setWasmPaths(fileURLToPath(new URL('../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url)))
await tf.setBackend('wasm')
await servePeer(versionOf('@tensorflow/tfjs-backend-wasm'), tensorflowTrainer)
