/// What stands beside the other screens where everything shows at once.
extension State {
  /// The extent of the part of the screen that the current screen has to itself, chrome counted.
  ///
  /// A scenario that is played has all of it: draft and log are not for the audience.
  var mainSize: Size {
    let isAlone = isZoomed || screen == .compose || scenarios.player != nil
    let hasSide = Layout(size).isBoard && !isAlone
    return Size(columns: hasSide ? size.columns - 76 : size.columns, rows: size.rows)
  }

  /// Draws what the draft would send, and the log below it.
  func drawSide(_ canvas: inout Canvas) {
    guard canvas.size.columns > 0 else { return }
    let rows = canvas.bounds.splitRows(canvas.size.rows * 2 / 3)
    composeRoom.drawAside(&canvas, rows.upper)
    model.drawBoardLog(&canvas, rows.lower)
  }

  /// Draws what stands beside the draft on a large screen: sessions, calls, messages.
  func drawBoards(_ canvas: inout Canvas) {
    let layout = composeRoom.layout
    if let area = layout.strip { timelineRoom.drawStrip(&canvas, area) }
    if let area = layout.timeline { timelineRoom.drawBoard(&canvas, area) }
    if let area = layout.log { model.drawBoardLog(&canvas, area) }
    if let area = layout.history { model.drawBoardHistory(&canvas, area) }
  }
}
