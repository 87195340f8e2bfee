import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import './styles/base.css'
import { start } from './start'

const app = createApp(App)
app.use(createPinia())
start(app)
app.mount('#app')
