extension ManualPage {
  /// What becomes of a call that was sent, and what is to be done where nobody knows.
  static let delivery = ManualPage(
    name: "kustomer-console-delivery", section: 7,
    summary: "what becomes of a call that was sent",
    parts: [
      Part("Description", description), Part("Settling what is uncertain", settling),
      Part("Waiting", waiting), Part("Through Segment", segment), Part("Watching", watching),
    ])

  private static let description: [Block] = [
    .paragraph(
      "A call is delivered on Kustomer's word alone. A tracking call that was cut after it went out,"
        + " or that something else answered (a login page; for an event a gateway's 500, 502 or 504),"
        + " may have landed. Kustomer has no key against a repeated event, so it is never sent again"
        + " by itself: it is uncertain until somebody settles it.")
  ]

  private static let settling: [Block] = [
    .paragraph("In the History with f, a and Del, or here:"),
    .lines([
      "kustomer-console history --uncertain       # which calls",
      "kustomer-console history --find-out        # look in the org: what landed is delivered",
      "kustomer-console history --send-again 7    # or --drop 7, where the org cannot tell",
      "kustomer-console timeline USER_ID --read-back   # what the org has, field by field",
    ]),
    .paragraph(
      "landed needs an event in the org that can be no other call's; not_landed a full read,"
        + " settle_after of [delivery] after the attempt. Before that it cannot tell yet and says"
        + " when to ask again; the console does by itself."),
  ]

  private static let waiting: [Block] = [
    .paragraph(
      "kustomer-console send --resume sends what waits; history --drop 7 gives a call up. What waits"
        + " keeps its place: a later call of the same person stays behind it (--ahead lets it pass)."
        + " It keeps its org too: when the profile points elsewhere, it is sent only with send"
        + " --resume --to-this-org."),
    .paragraph(
      "Each wait of over 3 seconds is said; where an org asks for more than 15 minutes, or says"
        + " nothing but 429 eight times, the run ends with 75. The history forgets by the system's"
        + " clock, never by --now, and says what it has removed."),
  ]

  private static let segment: [Block] = [
    .paragraph(
      "kustomer-console send --via segment hands calls to Segment's HTTP API, as an SDK does, with"
        + " the write key of [profiles.NAME.segment]. Segment answers 200 to almost anything, and its"
        + " Kustomer destination maps and delivers later: such a call is accepted, never delivered."
        + " Segment drops a messageId that it has had within 24 hours, so a call that was cut is sent"
        + " again by itself, under the same messageId. What waits goes the way that it was taken in"
        + " for: kustomer-console send --resume --via segment.")
  ]

  private static let watching: [Block] = [
    .paragraph(
      "kustomer-console watch USER_ID prints each event as it arrives in the org, whoever sends it."
        + " With --calls FILE it looks for those calls, as when Segment's own delivery is on trial:"
        + " each field is same, other, absent or extra.")
  ]
}
