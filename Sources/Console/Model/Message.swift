package import KustomerDestination
package import Records

/// What happened.
package enum Message: Sendable {
  /// A key was pressed or a text was pasted.
  case keyPressed(Key)
  /// The screen has another size.
  case resized(Size)
  /// Configuration and journal were read; always comes once, with what could be read.
  case started(StartContents)
  /// Another profile is in use; its sessions and calls replace what is shown.
  case profileSelected(StartContents)
  /// Profiles were added, changed or removed; the named one was just saved.
  case profileSaved(String, [ProfileSummary])
  /// An org pod as typed in Setup means this host, or is refused.
  case podResolved(String, PodReading)
  /// A call is in the outbox and is being sent; with all that is known of its persons' sessions.
  case callCommitted(HistoryEntry, SessionBook)
  /// Nothing was committed: with what another process has sent meanwhile, another plan than the one
  /// that was shown would have gone out.
  case planChanged(SessionBook, profile: String)
  /// A call could not be committed, in one sentence.
  case callNotCommitted(String)
  /// A call was sent or answered.
  case deliveryChanged(HistoryEntry)
  /// Nothing of a call, or of all, goes out for a while.
  case sendingPaused(SendingPause)
  /// The org was asked about calls that may have landed.
  case foundOut([FoundOut])
  /// The org could not be asked, in one sentence.
  case findOutFailed(String)
  /// So many of the org's sessions have been read.
  case readBackAdvanced(done: Int, count: Int)
  /// The org's timeline of a person has been read.
  case readBackEnded(ReadBack)
  /// It could not be read, in one sentence.
  case readBackFailed(String)
  /// A call was pinned, or is no longer.
  case pinChanged(HistoryEntry)
  /// A file that says what should have been sent was read.
  case expectedRead(JSON, path: String)
  /// How the embedded sandbox stands.
  case sandboxChanged(SandboxFacts)
  /// The draft was written to the journal.
  case draftSaved
  /// The draft could not be written, in one sentence.
  case draftNotSaved(String)
  /// Another console has written its own draft meanwhile; both are kept.
  case otherDraftFound
  /// A connection test ended.
  case connectionTested(ConnectionResult)
  /// The listener started, stopped, or counted something.
  case listenerChanged(ListenerReading)
  /// The listener received calls.
  case callsArrived([ListedCall])
  /// Calls are in the journal, or were answered, with all that is known of their persons' sessions;
  /// nothing is said of each.
  case entriesChanged([HistoryEntry], SessionBook)
  /// Calls of the journal as they stand now, with all that is known of their persons' sessions;
  /// another process may have sent them.
  case newsRead([HistoryEntry], SessionBook)
  /// A run was sent to its end: how many of its calls ended how.
  case runEnded([DeliveryStatus: Int])
  /// A page of older calls was read.
  case olderRead(OlderCalls)
  /// The journal was searched for what the filter of the History asks for.
  case callsFound(FoundCalls)
  /// A file of calls was read; nothing is kept of it yet.
  case callsRead(CallBatch)
  /// Calls of the batch, by their numbers there, were committed to the outbox.
  case batchCommitted([Int: CallID])
  /// A step of a scenario was played, after those of the run.
  case scenarioStepped(StepResult, of: ScenarioRun)
  /// A step could not be played, in one sentence.
  case scenarioFailed(String)
  /// The user's scenarios are these now.
  case scenariosRead([ListedScenario])
  /// The editor was left in order, with this text.
  case edited(EditJob, String)
  /// The editor ended otherwise, `because` says how, but had saved this text.
  case editKept(EditJob, String, because: String)
  /// So many bytes of a large paste have come, and there are more.
  case pasteGrew(Int)
  /// The terminal draws characters of ambiguous width over two columns.
  case ambiguousIsWide
  /// The terminal has told its background; with the theme for it where that follows it.
  case backgroundTold(RGB, Theme?)
  /// A theme that was asked for by its name.
  case themeChosen(String, LoadedTheme)
  /// The theme in use was changed on disk.
  case themeRead(LoadedTheme)
  /// A text was put on the clipboard, or something else ended well, in one sentence.
  case succeeded(String)
  /// Something could not be done, in one sentence: what, where, what to do.
  case failed(String)
  /// Time has passed.
  case ticked
}
