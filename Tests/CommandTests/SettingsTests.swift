internal import Delivery
internal import KustomerDestination
internal import Records
internal import Testing
internal import kustomer_console

@Suite struct SettingsTests {
  @Test func `an empty file gives the settings of a new installation`() throws {
    #expect(try Settings(parsing: "", file: "c") == Settings())
  }

  @Test func `every key of the format is understood`() throws {
    let settings = try Settings(parsing: Self.full, file: "c")
    #expect(settings.defaultProfile == "acme")
    #expect(settings.theme == "dark")
    #expect(
      settings.destination
        == DestinationSettings(
          gap: .hours(24), ids: .leaveToKustomer, eventNames: .prefixed, occurredAt: .never,
          company: .link))
    #expect(settings.delivery.tries == 3)
    #expect(settings.delivery.backoffBase == Milliseconds(1))
    #expect(settings.delivery.backoffMax == .seconds(2))
    #expect(settings.delivery.connectTimeout == Milliseconds(300))
    #expect(settings.delivery.timeout == .seconds(4))
    #expect(settings.history.entries == 5)
    #expect(settings.history.days == 6)
    #expect(settings.history.bytes == 7_000_000)
    #expect(
      settings.profiles == [
        .sandbox,
        Profile(
          name: "acme", label: "ACME production", orgPod: "prod1", key: .environment("ACME_KEY"),
          mode: .live, isReadOnly: true),
        Self.behindProxy, Profile(name: "by-file", orgPod: "eu", key: .file("acme.key")),
        Profile(name: "by_command", orgPod: "eu", key: .command(["op", "read", "op://x"])),
        Profile(name: "Zoo", baseURL: "http://127.0.0.1:1", key: .keyring("zoo"), mode: .dryRun),
      ])
  }

  @Test(arguments: [
    ("them = \"x\"", "c:1:1: unknown key \"them\"; did you mean \"theme\"?"),
    (
      "[session]\n\n  gpa = \"30m\"",
      "c:3:3: unknown key \"gpa\" in [session]; did you mean \"gap\"?"
    ),
    (
      "[session]\ngap = 30",
      "c:2:7: gap is an integer; it must be a length of time in quotes, such as \"500ms\","
        + " \"30s\", \"45m\" or \"6h\""
    ),
    (
      "[session]\ngap = \"half an hour\"",
      "c:2:7: gap is \"half an hour\"; it must be a length of time in quotes, such as \"500ms\","
        + " \"30s\", \"45m\" or \"6h\""
    ),
    ("[session]\ngap = \"59s\"", "c:2:7: gap is 59s; it goes from 1m to 24h"),
    ("[session]\ngap = \"25h\"", "c:2:7: gap is 25h; it goes from 1m to 24h"),
    (
      "[mapping]\nevent_names = \"view\"",
      "c:2:15: unknown word \"view\" for event_names; did you mean \"viewed\"?"
    ),
    (
      "[mapping]\ncompany = \"always\"",
      "c:2:11: unknown word \"always\" for company; the nearest is \"link\";"
        + " it is one of skip, link"
    ),
    (
      "[delivery]\ntrys = 3",
      "c:2:1: unknown key \"trys\" in [delivery]; the nearest is \"tries\"; it is one of"
        + " tries, backoff_base, backoff_max, connect_timeout, timeout, settle_after"
    ),
    (
      "[session]\nids = \"leave\"",
      "c:2:7: unknown word \"leave\" for ids; did you mean \"leave_to_kustomer\"?"
    ),
    (
      "# a\n[profiles.acme]\nmode = \"Live\"",
      "c:3:8: unknown word \"Live\" for mode; did you mean \"live\"?"
    ),
    (
      "[profiles.acme]\nread_only = \"yes\"",
      "c:2:13: read_only is a string; it must be true or false"
    ),
    (
      "[profiles]\nacme = { org_pod = \"prod1\", mod = \"ask\" }",
      "c:2:29: unknown key \"mod\" in [profiles.acme]; did you mean \"mode\"?"
    ),
    (
      "[profiles.sandbox]\nmode = \"ask\"",
      "c:1:1: the profile sandbox is built in; choose another name"
    ),
    (
      "default_profile = \"acmee\"\n[profiles.acme]",
      "c:1:19: there is no profile \"acmee\"; did you mean \"acme\"?"
    ),
    ("[delivery]\ntries = 0", "c:2:9: tries is 0; it goes from 1 to 100"),
    ("session = 5", "c:1:11: session is an integer; it must be a table"),
  ])
  func `what is wrong names file, line, column and the right word`(
    _ text: String, _ message: String
  ) {
    #expect { try Settings(parsing: text, file: "c") } throws: { "\($0)" == message }
  }

  @Test(arguments: ["a = ", "[session\n", "a = 1\na = 2", "\u{0}"])
  func `a text that is no TOML names its place`(_ text: String) {
    #expect { try Settings(parsing: text, file: "c") } throws: { "\($0)".hasPrefix("c:") }
  }

  @Test func `a key that stands in the file is never repeated`() {
    let text = "[profiles.acme]\napi_key = \"sekret-0123456789\""
    #expect { try Settings(parsing: text, file: "c") } throws: {
      "\($0)".hasPrefix("c:2:11: the key itself never stands in this file")
        && !"\($0)".contains("sekret")
    }
  }

  private static var behindProxy: Profile {
    var profile = Profile(name: "behind-proxy", orgPod: "eu")
    profile.proxy = "http://proxy.example:3128"
    profile.authorities = "corp.pem"
    return profile
  }

  private static let full = """
    # The whole of it.
    default_profile = "acme"
    theme = "dark"

    [session]
    gap = "24h"
    ids = "leave_to_kustomer"

    [mapping]
    event_names = "prefixed"
    occurred_at = "never"
    company = "link"

    [delivery]
    tries = 3
    backoff_base = "1ms"
    backoff_max = "2s"
    connect_timeout = "300ms"
    timeout = "4s"

    [journal]
    keep_entries = 5
    keep_days = 6
    keep_megabytes = 7

    [profiles.acme]
    label = "ACME production"
    org_pod = "prod1"
    api_key = { env = "ACME_KEY" }
    mode = "live"
    read_only = true

    [profiles.behind-proxy]
    org_pod = "eu"
    proxy = "http://proxy.example:3128"
    ca_file = "corp.pem"

    [profiles.by-file]
    org_pod = "eu"
    api_key = { file = "acme.key" }

    [profiles.by_command]
    org_pod = "eu"
    api_key = { command = ["op", "read", "op://x"] }

    [profiles.Zoo]
    base_url = "http://127.0.0.1:1"
    api_key = { keyring = "zoo" }
    mode = "dry_run"
    """
}
