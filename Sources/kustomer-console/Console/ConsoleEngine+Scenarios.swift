internal import Console
internal import Delivery
internal import KustomerDestination
internal import Terminal

extension ConsoleEngine {
  func scenarioFiles() throws -> ScenarioFiles {
    ScenarioFiles(places: try invocation.places())
  }

  /// Plays a step after what is being played, without keeping anything else waiting.
  func play(_ step: ScriptedStep, _ run: ScenarioRun, isLive: Bool) async {
    do {
      let stage = try await openedStage(run, isLive: isLive)
      let (before, mailbox, stop) = (playing, mailbox, stop)
      playing = Task {
        await before?.value
        do {
          let outcome = try await stage.play(step, of: run, stop: stop)
          mailbox.post(.scenarioStepped(outcome.result, of: run))
        } catch {
          mailbox.post(.scenarioFailed(CommandFailure(error)?.message ?? "\(error)"))
        }
      }
    } catch {
      mailbox.post(.scenarioFailed(CommandFailure(error)?.message ?? "\(error)"))
    }
  }

  func openedStage(_ run: ScenarioRun, isLive: Bool) async throws -> ScenarioStage {
    if !run.results.isEmpty, let stage { return stage }
    await endScenario()
    let opened: ScenarioStage
    if isLive {
      let permit = try await openedOrg().permit(Confirmation(profile: profile.name))
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

  func endScenario() async {
    playing?.cancel()
    await playing?.value
    playing = nil
    await stage?.close()
    stage = nil
  }
}
