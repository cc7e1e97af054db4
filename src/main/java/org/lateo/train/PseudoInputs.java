package org.lateo.train;

import java.util.List;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Densify;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.math.Blas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;

/** Starts pseudo-inputs of a prior from training rows, so that they lie where the data does. */
public final class PseudoInputs {
  /** Of the noise that tells copies apart where there are fewer rows than pseudo-inputs. */
  private static final double DEVIATION = 0.01;

  private static final int BATCH = 64;

  private PseudoInputs() {}

  /**
   * Writes random training rows, as the encoder reads them, plus N(0, 0.01²) noise to the prior's
   * pseudo-inputs, if it has any.
   *
   * @param values the flat buffer of {@code vae.layout()}
   */
  public static void start(
      VAE vae, ParameterLayout layout, float[] values, Table table, Split split, long seed) {
    vae.prior()
        .pseudoInputs()
        .ifPresent(inputs -> copy(vae, inputs, layout.offset(inputs), values, table, split, seed));
  }

  private static void copy(
      VAE vae, Parameter inputs, int offset, float[] values, Table table, Split split, long seed) {
    Node read = Densify.of(vae.encoderInput(vae.observed()));
    Parameters none = new Parameters(new ParameterLayout(List.of()), new float[0], Blas.best());
    Workspace w = new Workspace(new Program(read), none, BATCH, false);
    RandomStream random = RandomStream.of(seed, "pseudo-inputs");
    int[] order = random.permutation(split.training().length);
    int count = inputs.rows().fixed();
    for (int from = 0; from < count; from += BATCH) {
      int first = from;
      w.setSource(
          vae.features(),
          (row, into, at) ->
              table.fill(split.training()[order[(first + row) % order.length]], into, at));
      w.setExamples(Math.min(BATCH, count - from));
      Workers.runAlone(w.forward());
      int size = w.examples() * inputs.columns();
      System.arraycopy(w.values(read), 0, values, offset + from * inputs.columns(), size);
    }
    RandomStream noise = random.at(1);
    for (int i = 0; i < inputs.size(); i++) {
      values[offset + i] += (float) (DEVIATION * noise.gaussian(i));
    }
  }
}
