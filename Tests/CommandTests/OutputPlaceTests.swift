internal import Foundation
internal import Glibc
internal import Testing
internal import kustomer_console

/// What stands at the path of an output decides how it is written; the program is the real one.
@Suite(.timeLimit(.minutes(5))) struct OutputPlaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Each option that names an output, in a shell where `$OUT` is the path.
  static let outputs = [
    #""$K" history --export "$OUT""#, #""$K" timeline u1 --svg "$OUT""#,
    #""$K" timeline u1 --md "$OUT""#, #""$K" timeline u1 --txt "$OUT""#,
    #""$K" play one-visit --junit "$OUT" >/dev/null"#,
  ]

  @Test(arguments: outputs)
  func `a device is written into`(command: String) async throws {
    // /dev/full takes nothing: who writes into it is told so, and it is there afterwards.
    let run = try await sent("OUT=/dev/full; \(command)")
    #expect(run.status == 73, "\(run.errors)")
    #expect(run.errors.contains("/dev/full: cannot be written: no space left on device"))
    let null = try await ProgramRun(shell: "OUT=/dev/null; \(command)", in: folder)
    #expect(null.status == 0, "\(null.errors)")
    for device in ["/dev/full", "/dev/null"] {
      var status = stat()
      #expect(stat(device, &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFCHR)
    }
  }

  @Test(arguments: outputs)
  func `a named pipe is written into`(command: String) async throws {
    let run = try await sent(
      "mkfifo pipe; cat pipe >read & OUT=pipe; \(command); S=$?; wait; test -p pipe && exit $S")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try !folder.text(of: "read").isEmpty)
  }

  @Test(arguments: outputs)
  func `a process substitution is written into`(command: String) async throws {
    let run = try await sent(
      "bash -c '\(command.replacing("\"$OUT\"", with: ">(cat >read)"))'; S=$?; "
        + "i=0; until test -s read || test $i = 100000; do i=$((i + 1)); done; exit $S")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try !folder.text(of: "read").isEmpty)
  }

  @Test(arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
  func `what is open already is written behind what stands there`(path: String) async throws {
    let run = try await sent(
      #"echo before >file; "$K" history --export \#(path) >>file; echo after >>file"#)
    #expect(run.status == 0, "\(run.errors)")
    let lines = try folder.text(of: "file").split(separator: "\n")
    #expect(lines.first == "before")
    #expect(lines.last == "after")
    #expect(lines.count == 3)
  }

  @Test func `a socket is written into`() async throws {
    let path = folder.path + "/socket"
    let listener = try #require(listeningSocket(at: path))
    let reading = Task.detached { received(by: listener) }
    let run = try await sent(#""$K" history --export socket"#)
    #expect(run.status == 0, "\(run.errors)")
    #expect(await reading.value.hasSuffix("}\n"))
  }

  @Test func `a link leads to the file that is replaced`() async throws {
    try folder.write("real", "old", mode: 0o644)
    let run = try await sent(#"mkdir sub; ln -s ../real sub/link; "$K" history --export sub/link"#)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text(of: "real").hasPrefix("{"))
    #expect(try folder.mode(of: "real") == 0o600)
    let target = try FileManager.default.destinationOfSymbolicLink(
      atPath: folder.path + "/sub/link")
    #expect(target == "../real")
  }

  @Test func `a link to nothing makes the file that it names`() async throws {
    let run = try await sent(#"ln -s new link; "$K" history --export link; test -h link"#)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text(of: "new").hasPrefix("{"))
  }

  @Test func `a name as long as names can be is written`() async throws {
    let name = String(repeating: "n", count: 255)
    let run = try await sent(#""$K" history --export \#(name)"#)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.text(of: name).hasPrefix("{"))
  }

  @Test(arguments: [
    ("sub", "is a directory; name a file"), ("loop", "its links lead in a circle"),
    ("real/x", "there is no folder"),
  ])
  func `what cannot be written says so and what to do`(
    path: String, problem: String
  ) async throws {
    let run = try await sent(
      #"mkdir sub; ln -s loop loop; echo >real; "$K" history --export \#(path)"#)
    #expect(run.status == 73)
    #expect(run.errors.split(separator: "\n").last?.contains(problem) == true, "\(run.errors)")
  }

  @Test func `nothing is left of an output that did not come to its end`() throws {
    let path = try folder.write("file", "old")
    do {
      let draft = try FileDraft(path)
      try draft.append(Array("half".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
    #expect(try folder.text(of: "file") == "old")
  }

  /// Sends one call to the sandbox, then runs a shell script in which `$K` is the binary.
  private func sent(_ script: String) async throws -> ProgramRun {
    let call = #"{"type":"track","userId":"u1","event":"Registered"}"#
    let send = try await ProgramRun(["send", "--profile", "sandbox"], input: call, in: folder)
    try #require(send.status == 0, "\(send.errors)")
    return try await ProgramRun(shell: script, in: folder)
  }
}

private func listeningSocket(at path: String) -> Int32? {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  let isBound = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
  return isBound && listen(descriptor, 1) == 0 ? descriptor : nil
}

private func received(by listener: Int32) -> String {
  let client = accept(listener, nil, nil)
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4_096)
  while true {
    let count = read(client, &chunk, chunk.count)
    guard count > 0 else { break }
    bytes += chunk[..<count]
  }
  close(client)
  close(listener)
  return String(decoding: bytes, as: UTF8.self)
}
