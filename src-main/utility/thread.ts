import { helpAlong } from '../services/training/threads'

/** Entry of a thread that helps a program along; whoever starts it hands over what to do. */
helpAlong()
