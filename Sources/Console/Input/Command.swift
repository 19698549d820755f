/// Everything that a key or the palette can ask for.
package enum Command: String, CaseIterable, Hashable, Sendable {
  case send, cycleType, addRow, cutRow, valueType, formerValueType, newSession, startTimeAnew
  case undo, redo
  case nextView, previousView, editText, newLine, openLog, jump
  case find, findNext, findPrevious
  case pin, diff, expectedFile, duplicate, exportCalls
  case openSandbox, toggleFault, clearFaults, advanceClock, setClock, freezeClock, systemClock
  case editField, newDraft, showAnswer, toggleRoute
  case nextField, previousField, nextPane, previousPane, zoom
  case showCompose, showTimeline, showHistory, showScenarios, showSetup, showLive
  case up, down, left, right, pageUp, pageDown, first, last, open
  case previousPerson, nextPerson, shorterGap, longerGap, trueScale, oneSession
  case resend, editAsNew, deliverWaiting, filter, clearFilter
  case openChecklist, nextOpen, tick, writeReport
  case present, nextStep, previousStep, autoplay, faster, slower, compareCuts, mask, restart,
    saveStep
  case exportSVG, exportMarkdown, exportText, saveScreen
  case findOut, findOutAll, sendAgain, drop, readBack, timeBasis, compare
  case newProfile, editProfile, saveProfile, testConnection, usePod
  case toggleListener, toggleForwarding, pause, searchPayload, switchSource
  case importFile, sendBatch, copyAs
  case openEditor, openPager, toggleMouse
  case copy, openPalette, openHelp, escape, cancel, quit, askToQuit, redraw, suspend
  case confirm, run
  case lineStart, lineEnd, characterLeft, characterRight, wordLeft, wordRight
  case deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
}
