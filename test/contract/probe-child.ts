import { serve } from '@shared/protocol/server'
import { acceptConnections } from '../../src-main/services/transports/child-process-transport'
import { Probe } from './probe'

const probe = new Probe()
acceptConnections((transport) => serve(transport, probe.offers(transport)))
process.on('disconnect', () => process.exit(0))
