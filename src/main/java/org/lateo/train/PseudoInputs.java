package org.lateo.train;

import java.util.List;
import java.util.Map;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.Densify;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;

/** Sets the first values of a prior's pseudo-inputs to training rows. */
public final class PseudoInputs {
  /** The noise that makes copies of a row differ, if there are fewer rows than pseudo-inputs. */
  private static final double DEVIATION = 0.01;

  private static final String READ = "read";

  private PseudoInputs() {}

  /**
   * Sets the prior's pseudo-inputs, if it has any, to random training rows as the encoder reads
   * them, plus noise from N(0, 0.01²).
   *
   * @param values the flat buffer of {@code vae.layout()}
   */
  public static void start(
      VAE vae, ParameterLayout layout, float[] values, Table table, Split split, long seed) {
    if (vae.prior().pseudoInputs().isEmpty()) {
      return;
    }
    Parameter inputs = vae.prior().pseudoInputs().get();
    int offset = layout.offset(inputs);
    Node read = Densify.of(vae.encoderInput(vae.observed()));
    Parameters none = new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get());
    RandomStream random = RandomStream.of(seed, "pseudo-inputs");
    int[] order = random.permutation(split.training().length);
    new Runner(none, Map.of(READ, read))
        .run(
            List.of(READ),
            (row, into, at) -> table.fill(split.training()[order[row % order.length]], into, at),
            inputs.rows().fixed(),
            NoiseSource.NONE,
            batch -> {
              int from = offset + batch.first() * inputs.columns();
              int size = batch.examples() * inputs.columns();
              System.arraycopy(batch.values(READ), 0, values, from, size);
            });
    RandomStream noise = random.at(1);
    for (int i = 0; i < inputs.size(); i++) {
      values[offset + i] += (float) (DEVIATION * noise.gaussian(i));
    }
  }
}
