package import KustomerDestination
package import Records

/// What the program knows once configuration and journal are open; the first frame is drawn
/// before.
package struct StartContents: Sendable {
  /// All profiles; the sandbox is among them.
  package var profiles: [ProfileSummary]
  /// The profile in use.
  package var profile: String
  /// Mapping and session settings.
  package var settings: DestinationSettings
  /// The draft as it was last saved; nil when there is none.
  package var draft: JSON?
  /// The drafts of other consoles that were open at the same time, the oldest first.
  package var draftsAside: [JSON] = []
  /// Sent sessions and links of the profile in use.
  package var sessions: SessionBook
  /// The calls of the profile in use, in any order.
  package var entries: [HistoryEntry]
  /// How many older calls of the profile the journal has besides.
  package var olderCalls = 0
  /// How many calls wait in the outbox of other profiles, by name; those without any are left out.
  package var waitingElsewhere: [String: Int]
  /// What is kept of the onboarding of each profile, by its name.
  package var onboarding: [String: JSON] = [:]
  /// Which way calls go, by the profile's name; straight to Kustomer where none is kept.
  package var routes: [String: SendRoute] = [:]
  /// The names of all themes, sorted; the palette offers them.
  package var themes: [String] = []
  /// Something that the person should read once, such as a run that was cut; nil for nothing.
  package var notice: String?

  /// What was read.
  package init(
    profiles: [ProfileSummary] = [.sandbox], profile: String = "sandbox",
    settings: DestinationSettings = DestinationSettings(), draft: JSON? = nil,
    sessions: SessionBook = SessionBook(), entries: [HistoryEntry] = [],
    waitingElsewhere: [String: Int] = [:], notice: String? = nil
  ) {
    self.profiles = profiles
    self.profile = profile
    self.settings = settings
    self.draft = draft
    self.sessions = sessions
    self.entries = entries
    self.waitingElsewhere = waitingElsewhere
    self.notice = notice
  }
}
