import { type Locator, type Page } from 'playwright'
import { expect } from 'playwright/test'
import { type NativeDialogs, type RunningHost, type System } from './hosts/host'

/** The program as a person sees it: the same steps in every host, whoever shows the dialogs. */
export class Studio {
  readonly page: Page
  readonly stop: () => Promise<void>
  readonly killEngine: () => Promise<void>
  readonly system: RunningHost['system']
  private readonly native: NativeDialogs | null
  private readonly nativeMenu: RunningHost['nativeMenu']

  constructor({ page, nativeDialogs, nativeMenu, system, killEngine }: RunningHost, stop: () => Promise<void>) {
    this.page = page
    this.native = nativeDialogs
    this.nativeMenu = nativeMenu
    this.system = system
    this.killEngine = killEngine
    this.stop = stop
  }

  /** Waits until a project is shown and its run is known. */
  async ready(): Promise<void> {
    await expect(this.button('Train')).toBeEnabled({ timeout: 20_000 })
  }

  /** In hosts whose window is the program's own. */
  systemWindow(): System {
    if (this.system) return this.system
    throw new Error('The window of this host belongs to a browser.')
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async press(name: string): Promise<void> {
    await this.button(name).click()
  }

  /** `show('Data')`: a page of the rail. */
  async show(page: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: page, exact: true }).click()
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click()
  }

  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true })
  }

  /** Types into a field and leaves it. */
  async fill(name: string, value: string): Promise<void> {
    await this.field(name).fill(value)
    await this.field(name).press('Enter')
  }

  /** Goes with the Tab key until it is there; with Shift+Tab back. */
  async reach(place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(place).toBeVisible()
    for (let press = 0; press < 150; press++) {
      if (await place.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press(key)
    }
    await expect(place).toBeFocused()
  }

  /** `menu('File', 'Save')`, `menu('File', 'Open example', 'Iris')`. */
  async menu(...path: [string, ...string[]]): Promise<void> {
    if (this.nativeMenu) return this.nativeMenu(path)
    const [menu, ...entries] = path
    await this.page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click()
    for (const entry of entries) {
      const name = new RegExp(`^${entry} ?(›|Ctrl.*|Delete)?$`)
      const checkable = this.page.getByRole('menuitemcheckbox', { name })
      await this.page.getByRole('menuitem', { name }).or(checkable).last().click()
    }
  }

  async openExample(name: string): Promise<void> {
    await this.menu('File', 'Open example', name)
    await expect(this.page).toHaveTitle(new RegExp(name.replaceAll(' ', '.'), 'i'))
    await this.ready()
  }

  /** Chooses a file, in the system's dialog or in the page's. */
  async choose(path: string, open: () => Promise<void>): Promise<void> {
    await this.native?.answerOpen(path)
    await open()
    if (this.native) return
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('option', { name: path.split(/[/\\]/).at(-1) ?? path }).click()
    await dialog.getByRole('button', { name: 'Open', exact: true }).click()
  }

  async openProject(path: string): Promise<void> {
    await this.choose(path, () => this.menu('File', 'Open…'))
  }

  /** File > Open data, with the column to predict. */
  async openData(path: string, target: string): Promise<void> {
    await this.choose(path, () => this.menu('File', 'Open data…'))
    await this.chooseTarget(target)
  }

  /** Answers the question which column to predict. */
  async chooseTarget(target: string): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('radio', { name: new RegExp(`^${target}`) }).check()
    await dialog.getByRole('button', { name: 'Use this target', exact: true }).click()
    await expect(dialog).toBeHidden()
    await this.ready()
  }

  /** Gives a file its name in the home folder, in the system's dialog or in the page's. */
  async saveFile(path: string, save: () => Promise<void>): Promise<void> {
    await this.native?.answerSave(path)
    await save()
    if (this.native) return
    const name = this.page.getByLabel('File name')
    await name.fill(path.split(/[/\\]/).at(-1) ?? path)
    await this.page.getByRole('dialog').filter({ has: name }).getByRole('button', { name: 'Save', exact: true }).click()
    await expect(name).toBeHidden()
  }

  /** File > Save as, under a name in the home folder. */
  async saveAs(path: string): Promise<void> {
    await this.saveFile(path, () => this.menu('File', 'Save as…'))
    await expect(this.page.getByRole('img', { name: 'not saved' })).toBeHidden()
  }

  /** Answers "Save changes?", in the system's dialog or in the page's. */
  async answerQuestion(button: string, ask: () => Promise<void>): Promise<void> {
    await this.native?.answerQuestion(button)
    await ask()
    if (!this.native) await this.page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click()
  }

  /** Trains until the run stands still again. */
  async trainToTheEnd(): Promise<void> {
    await this.press('Train')
    await expect.poll(() => this.status(), { timeout: 50_000 }).toBe('finished')
  }

  /** The run's status, as the transport bar carries it. */
  async status(): Promise<string | null> {
    return this.page.getByTestId('epoch').getAttribute('data-status')
  }

  async epoch(): Promise<number> {
    return Number(await this.page.getByTestId('epoch').getAttribute('data-value'))
  }

  /** Updates done. */
  async step(): Promise<number> {
    return Number(await this.page.getByTestId('epoch').getAttribute('data-step'))
  }

  /** Every digit of the figure, not what fits on the screen; NaN where there is none. */
  async figure(name: 'loss' | 'validation-loss' | 'accuracy'): Promise<number> {
    return Number((await this.page.getByTestId(name).getAttribute('data-value')) ?? Number.NaN)
  }
}
