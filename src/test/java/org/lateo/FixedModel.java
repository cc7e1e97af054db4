package org.lateo;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/**
 * Predicts the code listed for a row of {@link Codes#dataset}: row {@code i} has {@code a = i + 1}.
 */
public final class FixedModel extends Model<LatentCode> {
  private static final long serialVersionUID = 1L;

  private final LatentCode[] codes;

  public FixedModel(Dataset<LatentCode> dataset, LatentCode... codes) {
    super(
        "fixed", provenance(dataset), dataset.getFeatureIDMap(), dataset.getOutputIDInfo(), false);
    this.codes = codes;
  }

  private static ModelProvenance provenance(Dataset<LatentCode> dataset) {
    return new ModelProvenance(
        FixedModel.class.getName(),
        OffsetDateTime.of(2014, 4, 14, 0, 0, 0, 0, ZoneOffset.UTC),
        dataset.getProvenance(),
        new EmptyTrainerProvenance());
  }

  @Override
  public Prediction<LatentCode> predict(Example<LatentCode> example) {
    int row = (int) example.lookup("a").getValue() - 1;
    return new Prediction<>(codes[row], example.size(), example);
  }

  public List<Prediction<LatentCode>> predictRows() {
    return IntStream.range(0, codes.length)
        .mapToObj(i -> predict(Codes.row(LatentCode.UNKNOWN, i)))
        .toList();
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return new HashMap<>();
  }

  @Override
  public Optional<Excuse<LatentCode>> getExcuse(Example<LatentCode> example) {
    return Optional.empty();
  }

  @Override
  protected Model<LatentCode> copy(String newName, ModelProvenance newProvenance) {
    throw new UnsupportedOperationException("Nothing here copies models");
  }
}
