internal import Console
internal import Delivery
internal import Records
internal import Testing
internal import kustomer_console

@Suite struct KeyReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `each source gives its key`() throws {
    try folder.write("acme.key", "  key-in-file\n")
    let reader = KeyReader(
      environment: ["ACME": "key-in-variable", "PATH": "/usr/bin:/bin"], folder: folder.path)
    let sources: [(KeySource, String)] = [
      (.environment("ACME"), "key-in-variable"), (.file("acme.key"), "key-in-file"),
      (.file(folder.path + "/acme.key"), "key-in-file"),
      (
        .command(
          ["printf", "%s", "key; $of command\n"].map { $0.replacing("; $of ", with: "-of-") }),
        "key-of-command"
      ),
    ]
    for (source, key) in sources {
      #expect(try reader.key(of: Profile(name: "acme", key: source)) == APIKey(key))
    }
  }

  @Test func `the environment stands over the profile, but not over the sandbox`() throws {
    let reader = KeyReader(
      environment: ["KUSTOMER_API_KEY": "key-of-environment", "ACME": "other"], folder: folder.path)
    let profile = Profile(name: "acme", key: .environment("ACME"))
    #expect(try reader.key(of: profile) == APIKey("key-of-environment"))
    #expect(try reader.key(of: .sandbox) == APIKey("sandbox-key"))
  }

  @Test(arguments: [0o640, 0o604, 0o660, 0o601])
  func `a key file that others may use is refused`(_ mode: Int) throws {
    try folder.write("acme.key", "key-in-file", mode: mode)
    let reader = KeyReader(environment: [:], folder: folder.path)
    #expect { try reader.key(of: Profile(name: "acme", key: .file("acme.key"))) } throws: {
      "\($0)" == "\(folder.path)/acme.key: others may use this key file;"
        + " run: chmod 600 \(folder.path)/acme.key"
    }
  }

  @Test(
    arguments: [
      (nil, "profile acme has no API key; set KUSTOMER_API_KEY, or api_key in config.toml"),
      (.environment("NONE"), "profile acme: the environment variable NONE is not set"),
      (
        .command(["/nowhere/op", "read"]),
        "profile acme: /nowhere/op cannot be started: no such file or directory; check the path"
      ),
      (
        .command(["sh", "-c", "echo sekret; exit 3"]),
        "profile acme: sh ended with status 3 and gave no key"
      ),
      (.command(["yes", "sekret"]), "profile acme: yes printed over 16 KB; this is no key"),
      (
        .command(["true"]),
        "profile acme, command true: the API key is empty; copy it from Kustomer's Segment settings page"
      ),
    ] as [(KeySource?, String)])
  func `a source without a key says so in one line`(_ source: KeySource?, _ message: String) {
    let reader = KeyReader(environment: ["PATH": "/usr/bin:/bin"], folder: folder.path)
    #expect { try reader.key(of: Profile(name: "acme", key: source)) } throws: {
      "\($0)" == message
    }
  }
}
