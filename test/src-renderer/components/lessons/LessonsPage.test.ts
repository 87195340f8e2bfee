import { AppError } from '@shared/errors'
import { type LessonSource, type ProjectService } from '@shared/protocol/project-service'
import { summaryOfLesson } from '@shared/lesson/read'
import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openPath } from '../../../../src-renderer/actions/open'
import { attempt } from '../../../../src-renderer/actions/perform'
import LessonsPage from '../../../../src-renderer/components/lessons/LessonsPage.vue'
import { useConnectionStore } from '../../../../src-renderer/stores/connection'
import { useDocumentStore } from '../../../../src-renderer/stores/document'
import { useLessonStore } from '../../../../src-renderer/stores/lesson'
import { useNoticesStore } from '../../../../src-renderer/stores/notices'
import { useSessionStore } from '../../../../src-renderer/stores/session'
import { useStudyStore } from '../../../../src-renderer/stores/study'
import { fakeServices } from '../../helpers/fake-host'
import { shippedLesson } from '../../helpers/lessons'

const lesson = shippedLesson('four-equations')
const asked: LessonSource[] = []
const project: Partial<ProjectService> = {
  lessons: async () => [summaryOfLesson(lesson)],
  openLesson: async ({ source }) => {
    asked.push(source)
    return { lesson, opened: { document: lesson.project, path: null, notices: [] } }
  },
  examples: async () => [],
  recent: async () => [],
}

describe('LessonsPage', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    asked.length = 0
    useConnectionStore().opened(fakeServices({ project, training: { showSample: async () => undefined } }))
  })

  it('lists the lessons and starts one beside the equations, at the row it looks at', async () => {
    const page = mount(LessonsPage)
    await vi.waitFor(() => expect(page.text()).toContain('The four equations'))
    expect(page.text()).toContain('7 steps')
    await page.get('.lesson button').trigger('click')
    await vi.waitFor(() => expect(useLessonStore().step?.id).toBe('forward'))
    const session = useSessionStore()
    expect([session.page, session.selectedLayer]).toEqual(['backprop', 'hidden'])
    await vi.waitFor(() => expect(session.sample).toBe(1))
    expect(asked).toEqual([{ kind: 'shipped', id: 'four-equations' }])
    expect(page.findAll('.lesson button').map((each) => each.text())).toEqual(['Go on', 'Start again'])
  })

  it('a file of a teacher is opened by its name', async () => {
    await openPath('/home/me/own.bplesson')
    expect(asked).toEqual([{ kind: 'file', path: '/home/me/own.bplesson' }])
    expect(useLessonStore().lesson?.id).toBe('four-equations')
    expect(useDocumentStore().document.id).toBe('four-equations-lesson')
  })

  it('begins with a single sample, whatever was looked at before', async () => {
    const study = useStudyStore()
    Object.assign(study, { wholeBatch: true, place: 3 })
    await openPath('/home/me/own.bplesson')
    expect([study.wholeBatch, study.place, study.batch.kind]).toEqual([false, 0, 'rows'])
  })

  it('a bad file leaves everything as it was, with its sentence', async () => {
    const error = AppError.of('bad-lesson', { path: 'own.bplesson', where: 'title', reason: 'a text is expected' })
    const failing = { ...project, openLesson: () => Promise.reject(error) }
    useConnectionStore().opened(fakeServices({ project: failing }))
    await attempt(() => openPath('/home/me/own.bplesson'))
    expect(useNoticesStore().notices.map(({ text }) => text)).toEqual([error.message])
    expect([useLessonStore().lesson, useDocumentStore().opening]).toEqual([null, 0])
  })
})
