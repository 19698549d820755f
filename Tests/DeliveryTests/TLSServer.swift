import Foundation
import Glibc

/// OpenSSL's own test server with a certificate for `localhost` that was made a moment ago.
final class TLSServer {
  let port: UInt16
  /// PEM file of the certificate, which vouches for itself.
  let certificate: String
  private let folder: String
  private let process = Process()

  /// A server with a certificate that is valid for so many days, below 0 for one that has expired;
  /// `input` is what it says to its client, `output` what the client has said to it.
  init(
    days: Int = 2, arguments: [String] = ["-www"], input: Pipe? = nil, output: Pipe? = nil
  ) throws {
    folder = NSTemporaryDirectory() + "tls-" + UUID().uuidString
    certificate = folder + "/cert.pem"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Self.run([
      "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key.pem",
      "-out", folder + "/request.pem",
    ])
    try Self.run([
      "x509", "-req", "-in", folder + "/request.pem", "-signkey", folder + "/key.pem",
      "-days", "\(days)", "-copy_extensions", "copyall", "-out", certificate,
    ])
    port = Self.freePort()
    Self.prepare(
      process,
      [
        "s_server", "-accept", "\(port)", "-cert", certificate, "-key", folder + "/key.pem",
        "-quiet",
      ] + arguments)
    if let input { process.standardInput = input }
    if let output { process.standardOutput = output }
    try process.run()
    try awaitListener()
  }

  func stop() {
    // A child of a dispatch thread has SIGTERM blocked.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private struct NotListening: Error {}

  private static func prepare(_ process: Process, _ arguments: [String]) {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
  }

  private static func run(_ arguments: [String]) throws {
    let process = Process()
    prepare(process, arguments)
    try process.run()
    process.waitUntilExit()
  }

  private func awaitListener() throws {
    let deadline = Date(timeIntervalSinceNow: 60)
    while !Self.isListening(port) {
      guard Date() < deadline, process.isRunning else { throw NotListening() }
      usleep(5_000)
    }
  }

  private static func isListening(_ port: UInt16) -> Bool {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    return withAddress(port) { connect(socket, $0, $1) == 0 }
  }

  private static func freePort() -> UInt16 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    _ = withAddress(0) { bind(socket, $0, $1) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(socket, $0, &length)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func withAddress<Value>(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
  ) -> Value {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
