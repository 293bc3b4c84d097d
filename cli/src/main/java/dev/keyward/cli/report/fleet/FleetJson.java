package dev.keyward.cli.report.fleet;

import dev.keyward.cli.report.JsonPieces;
import dev.keyward.cli.report.MendCommand;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.ColdStart;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.Situation;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetVm;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fleet as JSON, machine by machine, so that no tree of all cells is ever held. */
final class FleetJson {

  private final JsonPieces json;
  private final FleetContent content;
  private final Availability availability;

  FleetJson(OutputStream out, FleetContent content) {
    this.json = new JsonPieces(out);
    this.content = content;
    this.availability = content.availability();
  }

  void check() throws IOException {
    json.open("{\"schema\":\"keyward.fleet-check/1\",\"data\":{");
    head();
    findings();
    json.close("}}\n");
    json.flush();
  }

  void availability() throws IOException {
    json.open("{\"schema\":\"keyward.fleet-availability/1\",\"data\":{");
    head();
    json.member("survivors", availability.survivors());
    json.member("worstSingle", loss(availability.worstSingle()));
    json.member("worstPair", availability.worstPair().map(this::loss));
    json.member("pairs", availability.pairs());
    List<Integer> numbers = new ArrayList<>();
    for (int single = 0; single < availability.singles().size(); single++) {
      numbers.add(single);
    }
    json.list("situations", numbers, this::situation);
    ColdStart cold = availability.coldStart();
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("rounds", cold.rounds());
    order.put("never", cold.never());
    json.member("coldStart", order);
    json.beginList("vms");
    for (int vm = 0; vm < content.fleet().topology().vms().size(); vm++) {
      json.element(machine(vm));
    }
    json.endList();
    json.list("gaps", availability.gaps(), this::gap);
    json.member("unmended", availability.unmended());
    findings();
    json.close("}}\n");
    json.flush();
  }

  private void head() throws IOException {
    json.member("topology", content.file());
    json.member("clock", content.clock().toString());
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("sites", content.fleet().topology().sites().size());
    counts.put("services", content.fleet().topology().clusters().size());
    counts.put("hosts", content.fleet().topology().hosts().size());
    counts.put("vms", content.fleet().topology().vms().size());
    json.member("counts", counts);
  }

  private void findings() throws IOException {
    json.list("findings", content.findings(), this::finding);
  }

  private Object finding(LocatedFinding located) {
    Finding finding = located.finding();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", finding.code().code());
    tree.put("severity", finding.severity().code());
    tree.put("found", finding.found());
    tree.put("vms", located.vms());
    tree.put("mend", finding.mend().text());
    tree.put("command", MendCommand.of(located));
    return tree;
  }

  private Object loss(Availability.Loss loss) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("situation", loss.situation().toString());
    tree.put("machines", loss.machines());
    return tree;
  }

  private Object situation(int single) {
    Situation situation = availability.singles().get(single);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", situation.toString());
    tree.put("lost", availability.lost(single));
    return tree;
  }

  private Object machine(int vm) {
    FleetVm machine = content.fleet().topology().vms().get(vm);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", machine.name());
    tree.put("host", machine.host());
    tree.put("protector", content.fleet().access().get(vm).file());
    tree.put("survivesSingles", availability.survivesSingles(vm));
    tree.put("failingPairs", availability.failingPairs(vm));
    List<Object> outcomes = new ArrayList<>();
    for (int single = 0; single < availability.singles().size(); single++) {
      outcomes.add(outcome(availability.outcome(vm, single)));
    }
    tree.put("outcomes", outcomes);
    return tree;
  }

  private static Object outcome(StartOutcome outcome) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("end", code(outcome.end()));
    outcome.cluster().ifPresent(name -> tree.put("service", name));
    outcome.verdict().ifPresent(verdict -> tree.put("verdict", code(verdict)));
    tree.put("tries", outcome.tries());
    tree.put("atMostSeconds", outcome.atMostSeconds());
    if (outcome.round() > 0) {
      tree.put("round", outcome.round());
    }
    return tree;
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Object gap(Gap gap) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("mend", gap.mend().text());
    tree.put("command", content.command(gap));
    tree.put("cells", gap.cells());
    tree.put("vms", gap.vms());
    return tree;
  }
}
