import Console
import Foundation
import KustomerDestination
import Testing

@Suite struct PictureTests {
  private static let start = Timestamp(milliseconds: 1_704_103_331_000)

  private static func event(_ minutes: Int64, _ type: String, _ title: String, _ state: String = "")
    -> SessionPicture.Event
  {
    .init(time: start + .minutes(minutes), type: type, title: title, state: state)
  }

  private static let picture = SessionPicture(
    person: .user("userId123"), gap: .minutes(30),
    sessions: [
      .init(
        id: "abc123", source: .explicit,
        events: [
          event(0, "page", "Pricing"), event(7, "track", "Registered"),
          event(24, "screen", "Home | <b>"),
        ]),
      .init(
        id: "auto-1", source: .generated,
        events: [event(65, "track", "Logged In"), event(73, "page", "Billing", "waiting")]),
      .init(id: "empty", source: .explicit, events: []),
    ])

  @Test func `the plain text shows strip, sessions and pauses`() {
    #expect(
      Self.picture.text(as: .txt) == """
        Sessions of userId123
        2 sessions, 5 events, 2024-01-01 10:02 to 11:15 UTC

                            10:02    10:09                   ╱ 41m ╱ 11:07         11:15
        abc123              ●━━━━━━━━●━━━━━━━━━━━━━━━━━━━━━━●
        Session of 11:07                                             ●─────────────────●

        abc123  named by the app  10:02 to 10:26, 24m  3 events
            10:02:11  page    Pricing
            10:09:11  track   Registered
            10:26:11  screen  Home | <b>
        ╱ pause 41m ╱
        Session of 11:07  cut by time  11:07 to 11:15, 8m  2 events
            11:07:11  track   Logged In
            11:15:11  page    Billing  [waiting]

        ━━ named by the app  ── cut by time  ● event
        Calls with one kustomer_session_id are one session; without it a pause of 30m or
        more begins a new one.

        """)
  }

  @Test func `Markdown shows what comes from outside as it is`() {
    let text = Self.picture.text(as: .md)
    #expect(text.contains("| 10:26:11 | screen | Home \\| \\<b\\> |\n"))
    #expect(text.contains("| 11:15:11 | page | Billing | waiting |\n"))
    #expect(text.contains("*Pause of 41m.*"))
    // The waterfall stands in it as in the text, as code that nothing in a name can end.
    let bars = Self.picture.text(as: .txt).split(separator: "\n").filter { $0.contains("●") }
      .prefix(2)
    #expect(bars.count == 2)
    for bar in bars { #expect(text.contains("\n    " + bar)) }
  }

  @Test func `the SVG is XML whatever the calls say`() throws {
    let hostile = "]]>\"'&<script>\u{1B}[31m\u{202E}\u{0}\u{FFFE}"
    let picture = SessionPicture(
      person: .user(hostile), gap: .minutes(30),
      sessions: [.init(id: hostile, source: .explicit, events: [Self.event(0, hostile, hostile)])])
    let text = picture.text(as: .svg)
    #expect(!text.contains("<script"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0 != "\u{202E}" })
    #expect(text.hasPrefix("<svg ") && text.hasSuffix("</svg>\n"))
    #expect(text.ranges(of: "<text").count == text.ranges(of: "</text>").count)
  }

  @Test func `the SVG has a colour scheme for dark viewers`() {
    #expect(Self.picture.text(as: .svg).contains("@media (prefers-color-scheme: dark)"))
  }

  @Test func `somebody without events has an empty picture`() {
    let picture = SessionPicture(person: .user("u"), gap: .minutes(30), sessions: [])
    for form in PictureForm.allCases {
      #expect(picture.text(as: form).contains("no tracking event yet"))
    }
  }
}
