package org.lateo.likelihood;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Part;

/** A family of distributions p(x|z), read off the decoder's last layer. */
public interface Likelihood extends Part {
  @Override
  default ConfiguredObjectProvenance getProvenance() {
    return new ConfiguredObjectProvenanceImpl(this, "Likelihood");
  }

  /**
   * Learns the scaling from the columns' mean and variance.
   *
   * @throws IllegalArgumentException if a column has values outside the support, naming the column,
   *     the value and its row
   */
  Scaling learnScaling(List<ColumnSummary> columns);

  /**
   * Makes the parameters that turn the decoder's output into a distribution.
   *
   * @param width columns of the decoder's output
   * @param scaling one entry for each column of x
   */
  Conditional connect(int width, Scaling scaling, Initialiser weights);

  /** The family with its parameters. */
  interface Conditional {
    /** Its parameters, in the order of the flat buffer. */
    List<Parameter> parameters();

    /**
     * The values that the density is of, from raw ones: {@code [rows, columns]} both. Sparse values
     * stay sparse where they are not scaled.
     */
    Node scale(Node raw);

    /**
     * What the encoder reads, {@code [rows, columns]}; the scaled values themselves unless the
     * family says otherwise.
     *
     * @param scaled what {@link #scale} returned
     */
    default Node encoderInput(Node scaled) {
      return scaled;
    }

    /** p(x|z) for the rows of {@code hidden}, {@code [rows, width]}. */
    Observation given(Node hidden);
  }
}
