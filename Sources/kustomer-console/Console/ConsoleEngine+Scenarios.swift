internal import Console
internal import Delivery
internal import KustomerDestination
internal import Terminal

extension ConsoleEngine {
  func scenarioFiles() throws -> ScenarioFiles {
    ScenarioFiles(places: try invocation.places())
  }

  /// Plays a step after those that are being played.
  func play(
    _ step: ScriptedStep, _ run: ScenarioRun, isLive: Bool, as order: SendingOrder
  ) async throws {
    do {
      let stage = try await openedStage(run, live: isLive ? order : nil)
      let playing = Task { try await stage.play(step, of: run, stop: order.stop) }
      self.playing = playing
      defer { self.playing = nil }
      mailbox.post(.scenarioStepped(try await playing.value.result, of: run))
    } catch {
      mailbox.post(.scenarioFailed(sentence(of: error)))
    }
  }

  func openedStage(_ run: ScenarioRun, live order: SendingOrder?) async throws -> ScenarioStage {
    if !run.results.isEmpty, let stage { return stage }
    await closeStage()
    let opened: ScenarioStage
    if let order {
      let permit = try await permit(for: order)
      opened = ScenarioStage(
        live: permit, journal: try openJournal(), transport: transport, settings: settings,
        clock: { Invocation.systemNow })
    } else {
      opened = try await ScenarioStage(
        simulatedAt: run.script.first?.moment ?? invocation.now, transport: transport,
        settings: settings)
    }
    stage = opened
    return opened
  }

  /// Breaks off the step that is being played.
  func stopPlaying() { playing?.cancel() }

  func closeStage() async {
    await stage?.close()
    stage = nil
  }
}
