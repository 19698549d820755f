internal import Glibc

/// What the system says of an errno, in lower case.
package func reason(of code: Int32) -> String {
  String(cString: strerror(code)).lowercased()
}

/// Writes all bytes to a descriptor, however many it takes at a time.
///
/// - Returns: nil, or the errno of what went wrong.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return count < 0 ? errno : ENOSPC }
    done += count
  }
  return nil
}

/// Reads a descriptor to its end in pieces of at most `size` bytes, in memory for one piece.
///
/// `receive` takes each piece, and an empty one at the end; when it returns false, the reading ends.
///
/// - Returns: nil, or the errno of what went wrong.
package func readPieces(
  of descriptor: Int32, size: Int, _ receive: (UnsafeRawBufferPointer) throws -> Bool
) rethrows -> Int32? {
  let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
  defer { piece.deallocate() }
  while true {
    let count = read(descriptor, piece.baseAddress, size)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return errno }
    let goesOn = try receive(UnsafeRawBufferPointer(rebasing: piece[..<count]))
    if !goesOn || count == 0 { return nil }
  }
}
