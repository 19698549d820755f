internal import Console
internal import Delivery
internal import KustomerDestination
internal import Records

extension ManualPage {
  /// What config.toml may say.
  ///
  /// A test asks the reader for every name that it takes.
  static var config: ManualPage {
    ManualPage(
      name: "kustomer-console-config", section: 5, summary: "profiles and settings, config.toml",
      parts: [
        Part("Description", description), Part("Example", [.lines(example)]),
        Part("At the top", [.terms(top)]), Part("[session]", [.terms(session)]),
        Part("[mapping]", [.terms(mapping)]), Part("[delivery]", [.terms(deliveryTable)]),
        Part("[journal]", [.terms(journal)]), Part("[profiles.NAME]", [.terms(profile)]),
        Part("[profiles.NAME.segment]", [.terms(segment)]),
        Part("The key", secrets), Part("Environment", [.terms(environment)]),
        Part("Files", [.terms(files)]),
      ])
  }

  private static let description: [Block] = [
    .paragraph(
      "TOML. Everything is optional; without the file there is the profile sandbox alone, a Kustomer"
        + " on this machine. kustomer-console paths says where it lies, kustomer-console profile add"
        + " and the screen Setup write it, and every comment in it stays."),
    .paragraph(
      "Whoever may change where a key goes may have it: the file is refused when others may write"
        + " it, and when they may read it and it names a key file or holds a proxy's password."),
  ]

  private static let example = [
    "default_profile = \"acme\"",
    "theme = \"auto\"",
    "",
    "[session]",
    "gap = \"30m\"",
    "",
    "[profiles.acme]",
    "org_pod = \"prod1\"",
    "api_key = { env = \"ACME_KUSTOMER_KEY\" }",
    "mode = \"ask\"",
  ]

  private static var top: [Term] {
    [
      Term(
        "default_profile",
        "the profile in use when no other is named; \(Settings().defaultProfile)"),
      Term(
        "theme",
        "a theme's name (kustomer-console theme list), or auto: dark or light as the terminal's"
          + " background is; \(Settings().theme)"),
      Term(
        "glyphs",
        "the signs of the screens: unicode, ascii for fonts that lack them, or auto: ascii on the"
          + " Linux console and where lines take two columns; \(Settings().glyphs.rawValue)"),
      Term(
        "times",
        "the zone of the times that screens show: local, utc or a name, as Europe/Zurich; data,"
          + " files and --now are in UTC; \(Settings().times)"),
    ]
  }

  private static var session: [Term] {
    let usual = DestinationSettings()
    let range = DestinationSettings.gapRange
    return [
      Term(
        "gap",
        "the pause that ends a session, \(range.lowerBound.brief) to \(range.upperBound.brief);"
          + " \(usual.gap.brief)"),
      Term(
        "ids",
        "who names a session that the call does not name: \(words(SessionIDs.self));"
          + " \(usual.ids.rawValue)"),
    ]
  }

  private static var mapping: [Term] {
    let usual = DestinationSettings()
    return [
      Term(
        "event_names",
        "how page and screen views are called: \(words(EventNames.self));"
          + " \(usual.eventNames.rawValue)"),
      Term(
        "occurred_at",
        "when the time of a call goes into its event's meta: \(words(OccurredAt.self)); auto is"
          + " when it is over a minute away from the moment of sending; \(usual.occurredAt.rawValue)"
      ),
      Term(
        "company",
        "what becomes of the trait company: \(words(CompanyRule.self)); link finds or creates its"
          + " record; \(usual.company.rawValue)"),
    ]
  }

  private static var deliveryTable: [Term] {
    let usual = DeliverySettings()
    return [
      Term("tries", "most tries of a request, 1 to 100; \(usual.tries)"),
      Term(
        "backoff_base",
        "the pause after the first failed try, which doubles; \(usual.backoffBase.brief)"),
      Term("backoff_max", "the longest pause; \(usual.backoffMax.brief)"),
      Term("connect_timeout", "the longest time to a connection; \(usual.connectTimeout.brief)"),
      Term("timeout", "the longest time of a request; \(usual.timeout.brief)"),
      Term(
        "settle_after",
        "how long after an attempt a read may say that it has not landed;"
          + " \(usual.settleAfter.brief)"),
    ]
  }

  private static var journal: [Term] {
    let usual = HistoryLimits()
    return [
      Term("keep_entries", "calls that the history keeps; \(usual.entries)"),
      Term("keep_days", "days for which it keeps them; \(usual.days)"),
      Term("keep_megabytes", "megabytes of them; no limit"),
    ]
  }

  private static var profile: [Term] {
    [
      Term("label", "a name for people"),
      Term("org_pod", "the setting Org Pod of Kustomer's Segment app, as prod1"),
      Term("base_url", "send there instead; without https only to loopback"),
      Term(
        "api_key",
        "where the key is read from: { env = \"VARIABLE\" }, { file = \"NAME.key\" },"
          + " { command = [\"op\", \"read\", \"op://vault/key\"] } or { keyring = \"NAME\" }"),
      Term("mode", "what sending needs: \(words(SendMode.self)); ask"),
      Term("read_only", "true: nothing is ever sent there; false"),
      Term("proxy", "the URL of a proxy; NO_PROXY does not count then"),
      Term("ca_file", "a file of the certificate authorities to trust"),
      Term("segment", "the source in Segment that leads there, a table of its own"),
    ]
  }

  private static var segment: [Term] {
    let regions = SegmentSource.endpoints.sorted { $0.key > $1.key }
      .map { "\($0.key) is \($0.value)" }.joined(separator: ", ")
    return [
      Term("write_key", "where the source's write key is read from, as api_key; a secret like it"),
      Term("region", "where Segment keeps the workspace: \(regions); us"),
      Term("endpoint", "send there instead of to a region; without https only to loopback"),
    ]
  }

  private static let secrets: [Block] = [
    .paragraph(
      "The key itself never stands in the file, is never printed and never an argument. A key file"
        + " has mode 0600 and lies beside config.toml if its path is relative. A keyring is asked by"
        + " secret-tool; this puts a key there:"),
    .lines(["secret-tool store --label=acme service kustomer-console account acme"]),
    .paragraph("Editors, pagers and key programs get no key in their environment."),
  ]

  private static let environment = [
    Term("KUSTOMER_API_KEY, KUSTOMER_ORG_POD", "stand over the profile's, but not sandbox's"),
    Term("KUSTOMER_CONSOLE_PROFILE", "the profile in use, where --profile names none"),
    Term(
      "KUSTOMER_CONSOLE_OUTPUT",
      "json or table: how lists are printed, where --output does not say it"),
    Term("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "where the folders lie"),
    Term("NO_COLOR", "no colours"),
    Term(
      "http_proxy, https_proxy, NO_PROXY, CURL_CA_BUNDLE, SSL_CERT_FILE",
      "count where the profile has no proxy or ca_file"),
  ]

  private static let files = [
    Term("~/.config/kustomer-console/config.toml", "this file"),
    Term("~/.config/kustomer-console/keys.toml", "see kustomer-console-keys(7)"),
    Term("~/.config/kustomer-console/themes/", "themes: .toml, and base16 or base24 .yaml"),
    Term("~/.local/share/kustomer-console/scenarios/", "see kustomer-console-scenario(5)"),
    Term("~/.local/state/kustomer-console/", "journal, sandbox and log"),
  ]

  private static func words<Word: CaseIterable & RawRepresentable<String>>(
    _ type: Word.Type
  ) -> String {
    Word.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
