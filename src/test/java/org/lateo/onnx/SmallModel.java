package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.graph.Parameters;
import org.lateo.inference.FixedDraws;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.Gaps;
import org.lateo.objective.Models;

/**
 * A small model with random parameters, none of them zero, for export.
 *
 * @param scaling what its likelihood works with
 */
record SmallModel(
    VAEArchitecture architecture, Form form, VAE vae, Parameters parameters, Scaling scaling) {
  static final int COLUMNS = 6;
  static final int LATENT = 3;

  /** So many of the first rows. */
  static final int EXTREME_ROWS = 7;

  /** Which features may be missing, and how rows are held. */
  enum Form {
    DENSE,
    SPARSE,
    GAPS
  }

  static SmallModel of(Likelihood likelihood, Activation activation, Integer... hidden) {
    return of(Models.architecture(List.of(hidden), activation, LATENT, likelihood), Form.DENSE);
  }

  static SmallModel of(VAEArchitecture architecture, Form form) {
    Likelihood likelihood = architecture.likelihood();
    Scaling scaling =
        likelihood instanceof Gaussian ? wide() : LikelihoodMembers.scaling(likelihood, COLUMNS);
    MissingColumns missing =
        form == Form.GAPS ? Gaps.missing(likelihood, COLUMNS) : MissingColumns.none(COLUMNS);
    VAE vae = architecture.connect(scaling, form == Form.SPARSE, missing);
    Parameters parameters =
        new Parameters(vae.layout(), Models.firstValues(vae, 7), BestBlas.get());
    return new SmallModel(architecture, form, vae, parameters, scaling);
  }

  static SmallModel bernoulli(Activation activation, Integer... hidden) {
    return of(new Bernoulli(), activation, hidden);
  }

  /** From tiny to large and far from zero. */
  private static Scaling wide() {
    return new Scaling(
        new double[] {0, 1, -20, 1e4, 0.5, 3e-3}, new double[] {1, 2, 5, 100, 0.25, 1e-3});
  }

  static List<ONNXHead> heads() {
    return ONNXHead.all(FixedDraws.of(LATENT, 5));
  }

  static ONNXMetadata metadata() {
    List<String> names = IntStream.range(0, COLUMNS).mapToObj(c -> "f\"" + c).toList();
    return new ONNXMetadata("0.1", names, "where it comes from");
  }

  /** As {@link #metadata()}, with the names of the columns that may be missing. */
  private ONNXMetadata ownMetadata() {
    ONNXMetadata all = metadata();
    List<String> missing =
        Arrays.stream(vae.missing().marks())
            .flatMap(mark -> Arrays.stream(vae.missing().together(mark)))
            .mapToObj(all.features()::get)
            .toList();
    return new ONNXMetadata(all.version(), all.features(), missing, all.provenance());
  }

  ModelProto head(ONNXHead head) {
    return head(head, WeightPrecision.SINGLE);
  }

  ModelProto head(ONNXHead head, WeightPrecision weights) {
    return ONNXExport.head(vae, parameters, head, ownMetadata(), weights);
  }

  int largestBatch(int draws) {
    return ONNXHead.score(new float[draws * LATENT]).graph(vae).comparison().largestBatch();
  }

  Function<float[][], Map<String, float[][]>> java(ONNXHead head) {
    return head.graph(vae).inJava(parameters);
  }

  float[][] rows() {
    return rows(150);
  }

  /**
   * Random rows, at first the ends of what a column can be; where some may be missing, with gaps,
   * the seventh row with nothing else.
   */
  float[][] rows(int count) {
    float[][] rows = CheckRows.features(vae.support(), scaling, count, 3);
    for (int c = 0; c < COLUMNS; c++) {
      rows[0][c] = (float) (scaling.isNone() ? 0 : scaling.shift()[c]);
      rows[1][c] = (float) (scaling.isNone() ? 1 : scaling.shift()[c] + 8 * scaling.scale()[c]);
      rows[2][c] =
          (float) (scaling.isNone() ? c % 2 : scaling.shift()[c] - 50 * scaling.scale()[c]);
      rows[3][c] = 0;
      rows[4][c] = (float) (scaling.isNone() ? 40 * c : scaling.shift()[c]);
      rows[5][c] = (float) (scaling.isNone() ? 3000 + c : scaling.shift()[c]);
    }
    for (int mark : vae.missing().marks()) {
      for (int c : vae.missing().together(mark)) {
        rows[6][c] = Float.NaN;
      }
    }
    return CheckRows.withGaps(rows, vae.missing(), 3);
  }

  static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  /** What it is made of. */
  List<String> kinds() {
    return List.of(
        text(architecture.likelihood()),
        text(architecture.posterior()),
        text(architecture.prior()),
        architecture.activation() + (architecture.gated() ? " gated" : ""),
        form.name());
  }

  private static String text(Part part) {
    PartText text = PartKind.describe(part);
    Map<String, String> settings = new TreeMap<>(text.settings());
    settings.remove("groups"); // Of a mixture, lines of text.
    return (text.name() + (settings.isEmpty() ? "" : settings)).replace('\n', ' ');
  }

  @Override
  public String toString() {
    return String.join(" ", kinds());
  }
}
