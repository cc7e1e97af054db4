package org.lateo.app.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lateo.FlowTrainerBuilder;
import org.lateo.density.FlowKind;
import org.lateo.flow.FlowScaling;
import picocli.CommandLine.Option;

/** The options that only a flow has. */
final class FlowArguments {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "For flow. What its layers are, one of ${COMPLETION-CANDIDATES}; couplings are sampled"
              + " from in one pass (default: ${bundle:default.flow.kind}).")
  Optional<FlowKind> kind;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description =
          "For flow. Layers, one after another, each with a network of --hidden (default:"
              + " ${bundle:default.flow.layers}).")
  Optional<Integer> layers;

  @Option(
      names = "--bins",
      paramLabel = "N",
      description = "For flow, of splines. Pieces (default: ${bundle:default.flow.bins}).")
  Optional<Integer> bins;

  @Option(
      names = "--scaling",
      paramLabel = "NAME",
      description =
          "For flow. How values are scaled: standard (mean 0, variance 1), logit (values from 0 to"
              + " 1) or none; log-densities are those of the values themselves in any case"
              + " (default: ${bundle:default.flow.scaling}).")
  Optional<FlowScaling> scaling;

  @Option(
      names = "--jitter",
      paramLabel = "DEVIATION",
      description =
          "For flow. Noise that training adds to values, in standard deviations of the column,"
              + " which columns with few different values need (default:"
              + " ${bundle:default.flow.jitter}).")
  Optional<Double> jitter;

  @Option(
      names = "--same-order",
      description =
          "For flow, with autoregressive layers (spline_autoregressive, maf). All layers take the"
              + " columns in one order, so that log p(x) splits by columns and score says which"
              + " columns speak against a row.")
  boolean sameOrder;

  /** Those of these options that are given. */
  List<String> given() {
    return Stream.of(
            kind.map(x -> "--kind"),
            layers.map(x -> "--layers"),
            bins.map(x -> "--bins"),
            scaling.map(x -> "--scaling"),
            jitter.map(x -> "--jitter"),
            Optional.of("--same-order").filter(name -> sameOrder))
        .flatMap(Optional::stream)
        .toList();
  }

  void set(FlowTrainerBuilder builder) {
    kind.ifPresent(builder::kind);
    layers.ifPresent(builder::layers);
    bins.ifPresent(builder::bins);
    scaling.ifPresent(builder::scaling);
    jitter.ifPresent(builder::jitter);
    if (sameOrder) {
      builder.sameOrder(true);
    }
  }
}
