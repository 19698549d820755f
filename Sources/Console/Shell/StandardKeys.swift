extension KeyTable {
  /// The keys of the program without a keys.toml: the rows of all rooms; one that two rooms have
  /// stands there once.
  package static let standard: KeyTable = {
    let rows =
      bindings(of: ConfirmationRoom.self) + bindings(of: PaletteRoom.self)
      + bindings(of: CopyMenuRoom.self) + bindings(of: HelpRoom.self) + bindings(of: LogRoom.self)
      + bindings(of: PromptRoom.self) + bindings(of: SandboxRoom.self)
      + bindings(of: JumpRoom.self) + bindings(of: SaveStepRoom.self)
      + bindings(of: ComposeRoom.self) + bindings(of: TimelineRoom.self)
      + bindings(of: HistoryRoom.self) + bindings(of: ScenariosRoom.self)
      + bindings(of: LiveRoom.self) + bindings(of: SetupRoom.self) + State.rows.map(\.binding)
    var seen: Set<Binding> = []
    return KeyTable(rows.filter { seen.insert($0).inserted })
  }()

  private static func bindings<Place: Room>(of room: Place.Type) -> [Binding] {
    Place.rows.map(\.binding)
  }
}
