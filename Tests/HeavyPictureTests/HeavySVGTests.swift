internal import Console
internal import Foundation
internal import KustomerDestination
internal import Testing

/// The picture for a slide as a browser draws it.
@Suite struct HeavySVGTests {
  @Test(arguments: [3, 30, 300], ["light", "dark"])
  func `no label lies on another or leaves the picture`(events: Int, scheme: String) throws {
    let svg = Self.picture(events).text(as: .svg)
    let page = try Browser().page(of: svg, scheme: scheme)
    #expect(page.overlaps == [])
    #expect(page.outside == [])
    #expect(page.texts.contains("Sessions of user-1"))
    #expect(page.texts.contains { $0.contains("\(events) events") })
    #expect(page.texts.contains("Order <b>& so on"))
    // Drawn in the scheme's colours, and readable on them.
    #expect(page.background == (scheme == "dark" ? "rgb(18, 23, 29)" : "rgb(255, 255, 255)"))
  }

  /// Sessions of seven events with ids and without, in turn; long and foreign names among them.
  private static func picture(_ count: Int) -> SessionPicture {
    let titles = [
      "Order <b>& so on", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
      "Zahlung bestätigt 支付完成支付完成支付完成支付完成",
      "Home", "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
      "Invoice Downloaded as a File with a Long Name",
      "🛒 Cart Viewed",
    ]
    let start = Timestamp(milliseconds: 1_704_103_200_000)
    let events = (0..<count).map { place in
      SessionPicture.Event(
        time: start + .minutes(Int64(place * 4 + place / 7 * 45)),
        type: ["track", "page", "screen"][place % 3], title: titles[place % titles.count],
        state: place % 5 == 4 ? "uncertain" : "")
    }
    let sessions = stride(from: 0, to: count, by: 7).map { first in
      let isNamed = first / 7 % 2 == 0
      return SessionPicture.Session(
        id: isNamed ? "WWWWWWWWW-visit-\(first)-of-a-long-name" : "auto",
        source: isNamed ? .explicit : .generated,
        events: Array(events[first..<min(first + 7, count)]))
    }
    return SessionPicture(person: .user("user-1"), gap: .minutes(30), sessions: sessions)
  }
}
