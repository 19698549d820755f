internal import CZlib

/// Unpacks a gzip stream piece by piece: fed with packed chunks of any size, it gives no more
/// than a piece at a time, however much the packed bytes stand for.
///
/// A class because zlib keeps the address of its stream.
package final class Gunzip {
  /// What is wrong with the stream.
  package enum Fault: Error {
    case damaged, endsEarly, trailingBytes
    /// More would come out than was asked for.
    case overLimit

    var reason: String {
      switch self {
      case .damaged: "the gzip data is damaged here; what follows is not read"
      case .endsEarly: "the gzip data ends too early; what follows is missing"
      case .trailingBytes: "something that is no gzip follows; it is not read"
      case .overLimit: "the gzip data holds too much"
      }
    }
  }

  /// Whether bytes start as gzip does.
  package static func isPacked(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// Unpacks all members of a stream; what would unpack to gigabytes costs no more than the limit
  /// and a piece.
  ///
  /// - Throws: `Fault`, also when more than `limit` bytes would come out.
  package static func unpacked(_ packed: [UInt8], limit: Int) throws(Fault) -> [UInt8] {
    let gunzip = Gunzip()
    gunzip.append(packed)
    gunzip.end()
    var out: [UInt8] = []
    while case .bytes(let piece) = try gunzip.next() {
      out += piece
      guard out.count <= limit else { throw .overLimit }
    }
    return out
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private var packed: [UInt8] = []
  /// The first byte of `packed` that was not used.
  private var head = 0
  private var isEnded = false
  /// Between two members, or before the first.
  private var isBetweenMembers = true
  private var isFinished = false
  /// What was unpacked before the damage is given first.
  private var isDamaged = false
  /// Whether the last piece was full, so that zlib may hold more without being fed.
  private var isPieceFull = false

  /// Bytes that are given at a time.
  private static let pieceSize = 1 << 16

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = czlib_begin_gunzip(stream)
    precondition(status == Z_OK, "zlib has no memory for its state, or is another version")
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func append(_ chunk: some Sequence<UInt8>) {
    packed.removeSubrange(..<head)
    head = 0
    packed.append(contentsOf: chunk)
  }

  func end() { isEnded = true }

  /// What `next` gives.
  enum Piece {
    case bytes([UInt8])
    /// More must be fed first.
    case needsMore
    case finished
  }

  /// Unpacks the next piece.
  ///
  /// - Throws: `Fault`; nothing comes after it.
  func next() throws(Fault) -> Piece {
    if isDamaged { throw fault(.damaged) }
    while !isFinished {
      if isBetweenMembers, try !beginMember() { break }
      if head == packed.count, !isPieceFull {
        guard isEnded else { return .needsMore }
        throw fault(.endsEarly)
      }
      let piece = inflatePiece()
      if !piece.isEmpty { return .bytes(piece) }
      if isDamaged { throw fault(.damaged) }
    }
    return isFinished ? .finished : .needsMore
  }

  /// False when there is no member, or it is not known yet.
  ///
  /// Zeros between members are padding, as tapes and some archives have it.
  private func beginMember() throws(Fault) -> Bool {
    while head < packed.count, packed[head] == 0 { head += 1 }
    guard packed.count - head >= 2 || isEnded else { return false }
    guard head < packed.count else {
      isFinished = true
      return false
    }
    guard packed[head...].starts(with: [0x1F, 0x8B]) else { throw fault(.trailingBytes) }
    guard inflateReset(stream) == Z_OK else { throw fault(.damaged) }
    isBetweenMembers = false
    return true
  }

  private func inflatePiece() -> [UInt8] {
    var status = Z_OK
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { piece, count in
      packed.withUnsafeMutableBufferPointer { packed in
        let rest = UnsafeMutableBufferPointer(rebasing: packed[head...])
        stream.pointee.next_in = rest.baseAddress
        stream.pointee.avail_in = UInt32(clamping: rest.count)
        stream.pointee.next_out = piece.baseAddress
        stream.pointee.avail_out = UInt32(piece.count)
        let given = stream.pointee.avail_in
        status = inflate(stream, Z_NO_FLUSH)
        head += Int(given - stream.pointee.avail_in)
        count = piece.count - Int(stream.pointee.avail_out)
      }
    }
    isPieceFull = piece.count == Self.pieceSize
    switch status {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK: break
    // No progress: all input is used up.
    case Z_BUF_ERROR where head == packed.count: break
    default: isDamaged = true
    }
    return piece
  }

  private func fault(_ fault: Fault) -> Fault {
    isFinished = true
    return fault
  }
}
