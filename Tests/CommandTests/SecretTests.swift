internal import Delivery
internal import Foundation
import KustomerDestination
internal import Records
internal import Testing
internal import kustomer_console

/// A key, a proxy's password, and the files that name them.
@Suite struct SecretTests {
  private let folder: TemporaryFolder
  private let file: ConfigFile

  init() throws {
    folder = try TemporaryFolder()
    file = ConfigFile(try Places(environment: ["HOME": "/none"], config: folder.path))
  }

  @Test(arguments: [
    #"api_key = { env = "A" }"#, #"api_key = { keyring = "a" }"#, #"api_key = { file = "a.key" }"#,
    #"api_key = { command = ["op"] }"#, #"org_pod = "prod1""#,
  ])
  func `a file that others may write is refused whatever its key's source`(
    line: String
  ) throws {
    for mode in [0o620, 0o602, 0o666] {
      try folder.write("config.toml", "[profiles.a]\n\(line)\n", mode: mode)
      #expect { try file.read() } throws: {
        "\($0)" == "\(file.path): others may write this file; run: chmod 600 \(file.path)"
      }
      #expect(throws: SettingsError.self) { try file.text() }
    }
  }

  @Test(arguments: [
    (#"api_key = { file = "a.key" }"#, "names a key file"),
    (#"proxy = "http://jo:pass@proxy.example:3128""#, "holds the password of a proxy"),
    (#"proxy = "jo:pass@proxy.example:3128""#, "holds the password of a proxy"),
  ])
  func `a file with a secret that others may read is refused`(
    line: String, secret: String
  ) throws {
    for mode in [0o640, 0o604, 0o644] {
      try folder.write("config.toml", "[profiles.a]\n\(line)\n", mode: mode)
      #expect { try file.read() } throws: {
        "\($0)" == "\(file.path): others may read this file, and it \(secret);"
          + " run: chmod 600 \(file.path)"
      }
    }
    try folder.setMode(0o600, of: "config.toml")
    #expect(try file.read().profiles.count == 2)
  }

  @Test(arguments: [
    #"api_key = { env = "A" }"#, #"api_key = { keyring = "a" }"#,
    #"proxy = "http://proxy.example:3128""#, #"api_key = { command = ["op"] }"#,
  ])
  func `a file without a secret may be readable`(line: String) throws {
    try folder.write("config.toml", "[profiles.a]\n\(line)\n", mode: 0o644)
    #expect(try file.read().profiles.count == 2)
  }

  @Test(arguments: [
    ("http://jo:pass@proxy.example:3128", "http://…@proxy.example:3128"),
    ("http://jo@proxy.example", "http://…@proxy.example"),
    ("socks5h://jo:p@ss@proxy.example/x@y", "socks5h://…@proxy.example/x@y"),
    ("jo:pass@proxy.example:3128", "…@proxy.example:3128"),
    ("http://proxy.example:3128", "http://proxy.example:3128"),
  ])
  func `a proxy is shown without name and password`(proxy: String, shown: String) async throws {
    let config = "[profiles.a]\norg_pod = \"prod1\"\nproxy = \"\(proxy)\"\n"
    try folder.write("config.toml", config)
    for command in [["profile", "list"], ["profile", "show", "a"]] {
      let run = try await ProgramRun(command + ["--config", folder.path], in: folder)
      let profile = try run.json().first { $0["name"] == "a" }
      #expect(profile?["proxy"]?.stringValue == shown)
      #expect(!run.output.contains("pass"))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a key file that is a pipe is refused`() async throws {
    try folder.write(
      "config.toml", "[profiles.a]\norg_pod = \"prod1\"\napi_key = { file = \"key\" }\n")
    let run = try await ProgramRun(
      shell: #"mkfifo -m 600 key; "$K" check --profile a --config ."#, in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains("/key: is a folder, pipe or device; name a file"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a key program is judged by its end, not by its pipe`() throws {
    let reader = KeyReader(environment: ["PATH": "/usr/bin:/bin"], folder: folder.path)
    func key(_ script: String) throws -> APIKey {
      try reader.key(of: Profile(name: "a", key: .command(["sh", "-c", script])))
    }
    // What is left running holds the pipe open for longer than anybody waits.
    #expect(try key("sleep 100 2>/dev/null & echo key-of-program") == APIKey("key-of-program"))
    #expect { try key("echo key-of-program; exec >&-; exit 7") } throws: {
      "\($0)".contains("sh ended with status 7 and gave no key")
    }
    #expect { try key("echo key-of-program; kill -9 $$") } throws: {
      "\($0)".contains("sh ended with status 137 and gave no key")
    }
  }

  @Test func `a program that is asked for a key gets no other`() throws {
    let reader = KeyReader(
      environment: [
        "PATH": "/usr/bin:/bin", "KUSTOMER_API_KEY": "", "ACME": "other-key", "OP_TOKEN": "token",
      ], folder: folder.path, keyVariables: ["ACME"])
    let script = "env | grep -c -e ACME -e KUSTOMER_API_KEY; env | grep -c OP_TOKEN"
    let words = ["sh", "-c", "echo $(\(script)) | tr ' ' '-'"]
    #expect(try reader.key(of: Profile(name: "a", key: .command(words))) == APIKey("0-1"))
  }

  @Test func `an unclosed quote of a key command is refused`() async throws {
    let run = try await ProgramRun(
      [
        "profile", "add", "a", "--org-pod", "prod1", "--api-key-command", #""unclosed"#,
      ], in: folder)
    #expect(run.status == 78)
    #expect(run.errors.contains("--api-key-command has a quote that is not closed; correct it"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/config"))
  }
}
