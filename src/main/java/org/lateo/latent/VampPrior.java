package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.ParameterRows;
import org.lateo.nn.Sizes;

/**
 * p(z) = Σ q(z|u_k) / K: the mean of the posteriors of learned pseudo-inputs u, which live on the
 * scale that the encoder reads, unbounded. Training starts them from training rows with a little
 * noise; without rows they start near zero.
 *
 * <p>The divergence from it has no closed form and is estimated from samples. It needs a diagonal
 * Gaussian posterior.
 *
 * <p>See:
 *
 * <pre>
 * Tomczak JM, Welling M.
 * "VAE with a VampPrior", equation 9
 * AISTATS 2018.
 * </pre>
 */
public final class VampPrior implements Prior {
  private static final float FIRST_DEVIATION = 0.01f;

  @Config(
      description =
          "Pseudo-inputs, whose posteriors are the prior's components; at most "
              + Sizes.COMPONENTS
              + ".")
  private int pseudoInputs = 50;

  /** Fifty pseudo-inputs. */
  public VampPrior() {}

  /**
   * A mixture of the posteriors of {@code pseudoInputs} pseudo-inputs.
   *
   * @throws PropertyException if there are none, or more than {@link Sizes#COMPONENTS}
   */
  public VampPrior(int pseudoInputs) {
    this.pseudoInputs = pseudoInputs;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("pseudoInputs", Sizes.COMPONENTS, pseudoInputs);
  }

  @Override
  public Learned connect(int latent, Recognition recognition) {
    Parameter inputs =
        new Parameter(
            "prior.pseudoInputs",
            pseudoInputs,
            recognition.columns(),
            Initialiser.normal(FIRST_DEVIATION));
    if (recognition.given(new ParameterRows(inputs)) instanceof DiagonalGaussian q) {
      Node logits = new Constant(Rows.fixed(1), new float[pseudoInputs]);
      return new GaussianMixture(
          List.of(inputs), q.mean(), q.logVariance(), logits, Optional.of(inputs));
    }
    throw new IllegalArgumentException(
        "Expected a diagonal Gaussian posterior for the vamp prior, which is a mixture of posteriors,"
            + " found another posterior");
  }
}
