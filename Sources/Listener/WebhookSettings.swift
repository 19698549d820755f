internal import Foundation
internal import KustomerDestination
internal import LoopbackHTTP

extension WireRequest {
  /// The setting *Org Pod* of the destination, from `X-Segment-Settings`: base64 of a JSON object.
  ///
  /// Nil when the header or the setting is missing.
  func orgPod() throws(ListenerRefusal) -> String? {
    guard let header = headers["x-segment-settings"] else { return nil }
    guard let bytes = Data(base64Encoded: header),
      case .success(let settings) = Result(catching: { try JSON(parsing: Array(bytes)) }),
      let object = settings.objectValue
    else {
      throw ListenerRefusal(
        status: 400, code: "invalid_settings",
        message: "X-Segment-Settings is no base64 of a JSON object")
    }
    return object["orgPod"]?.stringValue
  }
}
