internal import CZlib

/// Unpacks a gzip stream of one or several members.
enum Gunzip {
  enum Failure: Error {
    case broken
    case over(limit: Int)
  }

  /// Whether bytes start as gzip does.
  static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Stops at the limit: what would unpack to gigabytes costs no more than that.
  static func unpacked(_ packed: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard czlib_begin_gunzip(&stream) == Z_OK else { throw .broken }
    defer { inflateEnd(&stream) }
    var out = [UInt8](repeating: 0, count: limit + 1)
    var packed = packed
    // zlib counts in 32 bits; a body never comes near that.
    let status = packed.withUnsafeMutableBufferPointer { input in
      out.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return inflateAll(&stream)
      }
    }
    let count = out.count - Int(stream.avail_out)
    guard count <= limit else { throw .over(limit: limit) }
    guard status == Z_STREAM_END, stream.avail_in == 0 else { throw .broken }
    return Array(out[..<count])
  }

  private static func inflateAll(_ stream: inout z_stream) -> Int32 {
    while true {
      let status = inflate(&stream, Z_FINISH)
      guard status == Z_STREAM_END, stream.avail_in > 0, stream.avail_out > 0 else {
        return status
      }
      guard inflateReset(&stream) == Z_OK else { return Z_DATA_ERROR }
    }
  }
}
