package import KustomerDestination
package import Records

/// What shall be done outside, as data; one interpreter performs it.
package enum Effect: Hashable, Sendable {
  /// Write the form as it is typed, and answer with `draftSaved` or `draftNotSaved`.
  case saveDraft(ComposedDraft)
  /// Commit a call as it was shown and send it with the profile in use; the person has confirmed
  /// where that is needed. Answered with `callCommitted`, `planChanged` or `callNotCommitted`.
  case send(SendableCall)
  /// Send the call of an entry again as a new one; confirmed where that is needed.
  case resend(CallID, moment: Timestamp)
  /// Read from the org whether calls that may have landed are there, and answer with `foundOut`
  /// or `findOutFailed`.
  case findOut([CallID])
  /// Send a call that may have landed once more; confirmed where that is needed.
  case sendAgain(CallID)
  /// Do nothing more about a call that may have landed.
  case drop(CallID)
  /// Read the timeline of the user with that id from the org, and answer with `readBackEnded` or
  /// `readBackFailed`; only reads.
  case readBack(String)
  /// Stop asking the org, with a connection test too; answer with `findOutFailed`, `readBackFailed`
  /// or `failed`.
  case stopAsking
  /// Send what waits in the outbox of the profile in use; confirmed where that is needed.
  case deliverWaiting
  /// Stop what is being sent; what is left waits.
  case cancelSending
  /// Work with that profile from now on, and answer with `profileSelected`.
  case selectProfile(String)
  /// Say which host an org pod means, and answer with `podResolved`; touches no network.
  case resolvePod(String)
  /// Write a profile, and answer with `profileSaved`.
  case saveProfile(ProfileEdit)
  /// Test key, pod and roles of that profile; only reads.
  case testConnection(String)
  /// Keep what is known of the onboarding of that profile.
  case saveOnboarding(profile: String, JSON)
  /// Keep which way calls of that profile go.
  case saveRoute(profile: String, SendRoute)
  /// Play a step with the profile in use, or on a sandbox of its own, after those of the run, and
  /// answer with `scenarioStepped` or `scenarioFailed`; confirmed where that is needed. The first
  /// step begins anew.
  case playStep(ScriptedStep, of: ScenarioRun, isLive: Bool)
  /// Close what a scenario was played on.
  case endScenario
  /// Read the user's scenarios, and answer with `scenariosRead`.
  case readScenarios
  /// Add a call as a step to the end of a scenario of the user's, made if missing, and answer with
  /// `scenariosRead`.
  case appendStep(name: String, call: JSON)
  /// Write a text into the working folder as a new file of that name or one like it, and answer
  /// with `succeeded`.
  case writeFile(name: String, text: String)
  /// Keep a call from being forgotten when the history is pruned, or no longer; answer with
  /// `pinChanged`.
  case pin(CallID, Bool)
  /// Read the next page of calls that are older than that one, and answer with `olderRead`.
  case readOlder(than: CallID)
  /// Look for calls among those that were not read, and answer with `callsFound`, unless something
  /// else is looked for meanwhile.
  case searchHistory(HistorySearch)
  /// Write calls with their requests and answers into a new file, and answer with `succeeded`.
  case exportCalls([CallID], path: String)
  /// Read a JSON file that says what should have been sent, and answer with `expectedRead`.
  case readExpected(path: String)
  /// Tell or change how the embedded sandbox stands, and answer with `sandboxChanged`.
  case orderSandbox(SandboxOrder)
  /// Listen as Segment's HTTP API does, and answer with `listenerChanged` and `callsArrived`.
  case startListening
  /// Listen no more.
  case stopListening
  /// Send what arrives with the profile in use; confirmed where that is needed.
  case startForwarding
  /// Send nothing more of what arrives; what is in the outbox stays there.
  case stopForwarding
  /// Read a file of calls, and answer with `callsRead`.
  case readCalls(String)
  /// Commit calls as one run and send them with the profile in use; confirmed.
  case sendBatch([BatchCall], moment: Timestamp)
  /// Put a text on the clipboard, and answer with `succeeded`.
  case copy(String)
  /// Have a text edited in the person's editor, and answer with `edited`.
  case edit(EditJob)
  /// Show a text in the person's pager.
  case page(String)
  /// Draw with this theme from now on.
  case useTheme(Theme)
  /// Read a theme by its name, to be used from now on.
  case readTheme(String)
  /// Have the mouse reported, or leave it to the terminal.
  case useMouse(Bool)
  /// Draw the whole screen again.
  case redraw
  /// Stop the process as Ctrl-Z does.
  case suspend
  /// Leave the program.
  case quit
}
