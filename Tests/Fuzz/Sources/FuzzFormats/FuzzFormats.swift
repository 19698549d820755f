import CallFormats
import KustomerDestination

/// One input through every reader: as a file in chunks of two sizes, and as a pasted text.
///
/// The chunks must not change what is read, and a call that is written as code reads back; a broken
/// law traps, which is what the fuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: size)
  let whole = records(of: bytes, chunk: max(1, size))
  let pieces = records(of: bytes, chunk: 7)
  precondition(whole.map(text) == pieces.map(text), "chunks changed what was read")
  _ = recognise(String(decoding: bytes, as: UTF8.self)).summary
  for case .success(let call) in whole.prefix(3).map(\.call) {
    let plan = Destination().plan(for: call, at: moment, sessions: SessionBook())
    for form in CallForm.allCases { _ = CallWriter(form).text(of: call, plan: plan) }
  }
  return 0
}

private let moment = Timestamp(milliseconds: 1_704_110_400_000)

/// What is read, until the text is refused as a whole.
private func records(of bytes: UnsafeBufferPointer<UInt8>, chunk: Int) -> [CallRecord] {
  var reader = CallReader()
  var records: [CallRecord] = []
  var at = 0
  do throws(InputRefusal) {
    while at < bytes.count {
      let end = min(at + chunk, bytes.count)
      reader.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[at..<end]))
      at = end
      while let record = try reader.next() { records.append(record) }
    }
    reader.end()
    while let record = try reader.next() { records.append(record) }
  } catch {
    _ = error.description
  }
  return records
}

private func text(_ record: CallRecord) -> String {
  let place = "\(record.line).\(record.item ?? 0) "
  switch record.call {
  case .success(let call): return place + call.json.compact
  case .failure(let error): return place + error.message()
  }
}
