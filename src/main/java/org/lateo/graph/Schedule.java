package org.lateo.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lateo.graph.Program.Use;

/**
 * A program cut into stages of tiles for one batch size.
 *
 * <p>A value can be computed once its inputs are there, a gradient once those of all its users are;
 * that gives each the stage it falls into. An elementwise operation does not wait for a stage of
 * its own: it follows, tile by tile, on the array that it reads, while that is in cache. The
 * gradients of parameters come last, all in one stage.
 */
final class Schedule {
  /** Work on one array, tile by tile: its first step, and elementwise steps that follow. */
  private record Chain(int id, int stage, Tiling tiling, int rows, int columns, List<Step> steps) {
    void add(int workPerRow, TileStep step) {
      steps.add(new Step(workPerRow, step));
    }

    /** The work per row of the heaviest step. */
    int workPerRow() {
      return steps.stream().mapToInt(Step::workPerRow).max().orElse(columns);
    }
  }

  private record Step(int workPerRow, TileStep run) {}

  private interface TileStep {
    void run(Tile tile);
  }

  private final Program program;
  private final Memory w;
  private final List<Stage> forward;
  private final List<Stage> backward;

  Schedule(Program program, Memory w) {
    this.program = program;
    this.w = w;
    this.forward = forwardStages();
    this.backward = w.isTraining() ? backwardStages() : List.of();
  }

  List<Stage> forward() {
    return forward;
  }

  List<Stage> backward() {
    return backward;
  }

  private List<Stage> forwardStages() {
    IdentityHashMap<Node, Chain> chains = new IdentityHashMap<>();
    List<Chain> all = new ArrayList<>();
    for (Node node : program.nodes()) {
      if (!(node instanceof Parameter || w.isComputed(node))) {
        List<Chain> before = node.inputs().stream().map(chains::get).toList();
        chains.put(node, place(node, node.tiling(), node.isElementwise(), before, all));
        boolean read = program.isRead(node);
        chains.get(node).add(node.workPerRow(), tile -> compute(node, read, tile));
      }
    }
    return stages(all);
  }

  private void compute(Node node, boolean read, Tile tile) {
    node.forward(w, tile);
    if (read) {
      w.buffer(node).uploadValues(tile);
    }
  }

  private List<Stage> backwardStages() {
    IdentityHashMap<Node, Chain> chains = new IdentityHashMap<>();
    List<Chain> all = new ArrayList<>();
    List<Node> nodes = program.nodes();
    Node root = program.outputs().get(0);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      List<Use> uses =
          program.uses(node).stream()
              .filter(use -> chains.containsKey(use.user()))
              .sorted(Comparator.comparing(use -> !leaves(use)))
              .toList();
      if (node == root) {
        chains.put(node, placeRoot(node, all));
      } else if (program.needsGradient(node) && !uses.isEmpty()) {
        chains.put(node, placeGradient(node, uses, chains, all));
        chains.get(node).add(node.columns(), gradientStep(node, uses));
      }
    }
    return stages(all);
  }

  /** The root's gradient is the caller's; where matrix products read it, it is uploaded first. */
  private Chain placeRoot(Node root, List<Chain> all) {
    if (!root.usesBlas() || !program.needsGradient(root)) {
      return new Chain(-1, -1, Tiling.ROWS, 0, 0, new ArrayList<>());
    }
    Chain chain = newChain(-1, Tiling.ROWS, root, all);
    chain.add(root.columns(), tile -> w.buffer(root).uploadGradient(tile));
    return chain;
  }

  private Chain placeGradient(
      Node node, List<Use> uses, IdentityHashMap<Node, Chain> chains, List<Chain> all) {
    if (node instanceof Parameter) {
      return newChain(Integer.MAX_VALUE, node.tiling(), node, all);
    }
    List<Chain> before = uses.stream().map(use -> chains.get(use.user())).toList();
    boolean follows = uses.stream().allMatch(use -> use.user().isElementwise());
    return place(node, uses.get(0).user().inputTiling(uses.get(0).k()), follows, before, all);
  }

  private TileStep gradientStep(Node node, List<Use> uses) {
    int left = (int) uses.stream().filter(Schedule::leaves).count();
    if (!(node instanceof Parameter)) {
      return tile -> differentiate(node, uses, left, tile);
    }
    boolean untouched = left == uses.size();
    return tile -> {
      differentiate(node, uses, untouched ? 0 : left, tile);
      w.gradientDone(node, tile, untouched);
    };
  }

  private static boolean leaves(Use use) {
    return use.user().leavesGradient(use.k());
  }

  /**
   * @param left after how many users the gradient is downloaded; 0 for never
   */
  private void differentiate(Node node, List<Use> uses, int left, Tile tile) {
    for (int i = 0; i < uses.size(); i++) {
      if (i == 0) {
        uses.get(i).user().setGradient(w, uses.get(i).k(), tile);
      } else {
        uses.get(i).user().addGradient(w, uses.get(i).k(), tile);
      }
      if (i + 1 == left) {
        w.buffer(node).downloadGradient(tile);
      }
    }
    if (node.usesBlas()) {
      w.buffer(node).uploadGradient(tile);
    }
  }

  /** The chain that a node's step joins: that of its latest input, or a new one after it. */
  private Chain place(
      Node node, Tiling tiling, boolean follows, List<Chain> before, List<Chain> all) {
    List<Chain> known = before.stream().filter(Objects::nonNull).distinct().toList();
    Chain latest = known.stream().max(Comparator.comparingInt(Chain::stage)).orElse(null);
    if (follows
        && latest != null
        && hasShape(latest, node)
        && known.stream().filter(chain -> chain.stage() == latest.stage()).count() == 1) {
      return latest;
    }
    return newChain(latest == null ? 0 : latest.stage() + 1, tiling, node, all);
  }

  private boolean hasShape(Chain chain, Node node) {
    return chain.rows() == w.rows(node) && chain.columns() == node.columns();
  }

  private Chain newChain(int stage, Tiling tiling, Node node, List<Chain> all) {
    Chain chain =
        new Chain(all.size(), stage, tiling, w.rows(node), node.columns(), new ArrayList<>());
    all.add(chain);
    return chain;
  }

  /** Within a stage the largest tiles come first, so that threads end together. */
  private static List<Stage> stages(List<Chain> chains) {
    Map<Integer, List<Task>> stages = new TreeMap<>();
    for (Chain chain : chains) {
      TileStep[] steps = chain.steps().stream().map(Step::run).toArray(TileStep[]::new);
      int work = chain.workPerRow();
      List<Task> stage = stages.computeIfAbsent(chain.stage(), s -> new ArrayList<>());
      for (Tile tile : chain.tiling().cut(chain.rows(), chain.columns(), work)) {
        stage.add(
            new Task(steps, tile, (long) tile.height() * tile.width() * work / chain.columns()));
      }
    }
    return stages.values().stream().map(Schedule::stage).toList();
  }

  private static Stage stage(List<Task> tasks) {
    return new Stage(
        tasks.stream()
            .sorted(Comparator.comparingLong(Task::work).reversed())
            .<Runnable>map(task -> task::run)
            .toList());
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Task(TileStep[] steps, Tile tile, long work) {
    void run() {
      for (TileStep step : steps) {
        step.run(tile);
      }
    }
  }
}
