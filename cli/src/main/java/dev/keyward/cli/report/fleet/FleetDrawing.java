package dev.keyward.cli.report.fleet;

import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.fleet.availability.Outage;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.HgsNode;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.WanLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sites as boxes, the nodes of services and the hosts in them, and the links between; sites that
 * are linked to what came before stand in the next column. All lengths are pixels.
 */
record FleetDrawing(int width, int height, List<SiteView> sites, List<LineView> lines) {

  private static final int BOX = 250;
  private static final int GAP_X = 90;
  private static final int GAP_Y = 28;
  private static final int LINE = 22;
  private static final int HEAD = 34;
  private static final int FOOT = 10;
  private static final int MOST_LINES = 8;
  private static final int MOST_IN_NAME = 30;
  private static final int MOST_SITES = 60;

  /** A site. */
  record SiteView(String name, int x, int y, int height, List<LineOfText> texts) {}

  /** A node, a host, or what was left out; {@code round} is 0 for what needs no start. */
  record LineOfText(String text, int x, int y, String css, int round, String title) {}

  /** A link. */
  record LineView(String name, int x1, int y1, int x2, int y2) {}

  private record Entry(String text, String css, int round, String title) {}

  static FleetDrawing of(FleetContent content) {
    Topology topology = content.fleet().topology();
    Map<String, List<Entry>> entries = entries(content);
    Map<String, int[]> places = new HashMap<>();
    List<SiteView> sites = new ArrayList<>();
    int width = 0;
    int height = 0;
    int column = 0;
    for (List<String> names : columns(topology)) {
      int y = 0;
      int x = column * (BOX + GAP_X);
      for (String name : names) {
        List<Entry> inside = entries.getOrDefault(name, List.of());
        int tall = HEAD + Math.min(inside.size(), MOST_LINES + 1) * LINE + FOOT;
        sites.add(new SiteView(shown(name), x, y, tall, texts(inside, x, y)));
        places.put(name, new int[] {x, y + HEAD / 2});
        y += tall + GAP_Y;
      }
      height = Math.max(height, y);
      width = x + BOX;
      column++;
    }
    return new FleetDrawing(
        Math.max(width, BOX), Math.max(height, HEAD), sites, lines(topology, places));
  }

  /** Breadth first over the links, from the first site of each region. */
  private static List<List<String>> columns(Topology topology) {
    Set<String> seen = new HashSet<>();
    List<Reached> reached = new ArrayList<>();
    int next = 0;
    for (String start : topology.sites()) {
      if (seen.add(start)) {
        reached.add(new Reached(start, 0));
      }
      for (; next < reached.size(); next++) {
        Reached at = reached.get(next);
        for (WanLink link : topology.links()) {
          String other = at.across(link);
          if (seen.add(other)) {
            reached.add(new Reached(other, at.depth() + 1));
          }
        }
      }
    }
    List<List<String>> columns = new ArrayList<>();
    int drawn = 0;
    for (Reached each : reached) {
      while (columns.size() <= each.depth()) {
        columns.add(new ArrayList<>());
      }
      if (drawn++ < MOST_SITES) {
        columns.get(each.depth()).add(each.site());
      }
    }
    return columns;
  }

  /** A site and how many links it is away from where its region begins. */
  private record Reached(String site, int depth) {

    /** The other end of a link; the site itself where the link does not touch it. */
    String across(WanLink link) {
      if (link.from().equals(site)) {
        return link.to();
      }
      return link.to().equals(site) ? link.from() : site;
    }
  }

  private static Map<String, List<Entry>> entries(FleetContent content) {
    Topology topology = content.fleet().topology();
    Map<String, String> siteOfHost = new HashMap<>();
    topology.hosts().forEach(host -> siteOfHost.put(host.name(), host.site()));
    Map<String, Integer> numberOfVm = new HashMap<>();
    for (int vm = 0; vm < topology.vms().size(); vm++) {
      numberOfVm.put(topology.vms().get(vm).name(), vm);
    }
    Map<String, List<Entry>> entries = new HashMap<>();
    for (HgsCluster cluster : topology.clusters()) {
      for (HgsNode node : cluster.nodes()) {
        Optional<Integer> vm = node.vm().map(numberOfVm::get);
        String site =
            vm.map(number -> topology.vms().get(number).host())
                .map(siteOfHost::get)
                .orElse(cluster.site());
        String name = cluster.name() + ": " + node.name();
        entries
            .computeIfAbsent(site, absent -> new ArrayList<>())
            .add(vm.map(number -> vmNode(content, name, number)).orElse(physicalNode(name)));
      }
    }
    for (FleetHost host : topology.hosts()) {
      entries
          .computeIfAbsent(host.site(), absent -> new ArrayList<>())
          .add(new Entry(host.name(), "host", 0, asks(host)));
    }
    return entries;
  }

  private static Entry physicalNode(String name) {
    return new Entry(name, "node", 0, "a physical machine");
  }

  /** A node that is the virtual machine of that number. */
  private static Entry vmNode(FleetContent content, String name, int vm) {
    int last = content.availability().singles().size() - 1;
    StartOutcome outcome = content.availability().outcome(vm, last);
    int round = outcome.starts() ? outcome.round() : Integer.MAX_VALUE;
    String title =
        content.fleet().topology().vms().get(vm).name()
            + "; "
            + new Outage(Outage.Kind.ALL_COLD, "")
            + ": "
            + outcome;
    return new Entry(name, "node vm", round, title);
  }

  private static String asks(FleetHost host) {
    if (host.local().isPresent()) {
      return "in local mode, with keys of its own";
    }
    return "asks "
        + host.primary().orElse("nobody")
        + host.fallback().map(name -> ", then " + name).orElse("");
  }

  private static List<LineOfText> texts(List<Entry> inside, int x, int y) {
    List<LineOfText> texts = new ArrayList<>();
    for (int i = 0; i < Math.min(inside.size(), MOST_LINES); i++) {
      Entry each = inside.get(i);
      int at = y + HEAD + i * LINE + LINE / 2;
      String title = Inert.shown(each.title(), 10 * MOST_IN_NAME);
      texts.add(new LineOfText(shown(each.text()), x + 30, at, each.css(), each.round(), title));
    }
    if (inside.size() > MOST_LINES) {
      int at = y + HEAD + MOST_LINES * LINE + LINE / 2;
      String more = "and " + Words.number(inside.size() - MOST_LINES) + " more";
      texts.add(new LineOfText(more, x + 30, at, "more", 0, ""));
    }
    return texts;
  }

  private static List<LineView> lines(Topology topology, Map<String, int[]> places) {
    List<LineView> lines = new ArrayList<>();
    for (WanLink link : topology.links()) {
      int[] from = places.get(link.from());
      int[] to = places.get(link.to());
      if (from != null && to != null) {
        boolean right = from[0] < to[0];
        boolean same = from[0] == to[0];
        int x1 = same ? from[0] + BOX : right ? from[0] + BOX : from[0];
        int x2 = same ? to[0] + BOX : right ? to[0] : to[0] + BOX;
        lines.add(new LineView(shown(link.name()), x1, from[1], x2, to[1]));
      }
    }
    return lines;
  }

  private static String shown(String text) {
    return Inert.shown(text, MOST_IN_NAME);
  }
}
