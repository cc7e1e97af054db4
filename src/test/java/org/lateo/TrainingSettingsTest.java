package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lateo.objective.IWAE;
import org.lateo.output.LatentCode;
import org.lateo.train.AdamW;
import org.lateo.train.CosineSchedule;
import org.lateo.train.EpochReport;
import org.tribuo.MutableDataset;

/** How a trainer trains, beside what: its settings reach the loop, or are refused by name. */
final class TrainingSettingsTest {
  private static final MutableDataset<LatentCode> DATASET = Tiny.real(200);

  private static VAETrainerBuilder everything() {
    return Tiny.trainer()
        .optimiser(new AdamW())
        .schedule(new CosineSchedule(0.1, 1))
        .gradientClipping(5)
        .weightPrior(1)
        .validation(0.1)
        .patience(2)
        .minimumImprovement(1e9)
        .epochs(6);
  }

  /** Nothing improves by so much, so that training ends as soon as it may. */
  @Test
  void theModelRemembersItsEpochs() {
    List<EpochReport> reports = new ArrayList<>();
    VAEModel model = everything().build().fit(DATASET, reports::add);
    assertEquals(3, reports.size());
    int kept = reports.get(2).bestEpoch();
    assertEquals("3", provenance(model, "lateo-epochs"));
    assertEquals(Integer.toString(kept), provenance(model, "lateo-kept-epoch"));
    VAEModel shorter = everything().schedule(new CosineSchedule(0.1, 1)).build().fit(DATASET);
    Bits.assertSameModel(model, shorter, DATASET);
  }

  private static String provenance(VAEModel model, String key) {
    return model.getProvenance().getInstanceProvenance().getMap().get(key).toString();
  }

  @Test
  void everySettingChangesTheModel() {
    VAEModel plain = Tiny.trainer().build().fit(DATASET);
    for (VAETrainerBuilder changed :
        List.of(
            Tiny.trainer().optimiser(new AdamW()),
            Tiny.trainer().schedule(new CosineSchedule()),
            Tiny.trainer().gradientClipping(0.01),
            Tiny.trainer().weightPrior(0.1),
            Tiny.trainer().gated(true),
            Tiny.trainer().averaging(0.9),
            Tiny.trainer().refinement(new IWAE()))) {
      float[] parameters = changed.build().fit(DATASET).definition().parameters();
      assertTrue(!Arrays.equals(plain.definition().parameters(), parameters));
    }
  }

  @Test
  void refusesByName() {
    assertRefused(
        Tiny.trainer().validation(0).patience(3),
        "patience",
        "Expected 0 without validation rows (validation=0), found 3");
    assertRefused(Tiny.trainer().patience(-1), "patience", "Expected 0 or more, found -1");
    assertRefused(Tiny.trainer().gradientClipping(-1), "gradientClipping", "found -1.0");
    assertRefused(Tiny.trainer().weightPrior(Double.NaN), "weightPrior", "found NaN");
    assertRefused(Tiny.trainer().averaging(1), "averaging", "in [0, 1)", "found 1.0");
    assertRefused(
        Tiny.trainer().epochs(1).refinement(new IWAE()),
        "refinementShare",
        "at least one of 1 epochs to each objective",
        "found 0.3");
    assertRefused(Tiny.trainer().minimumImprovement(-0.5), "minimumImprovement", "found -0.5");
  }

  private static void assertRefused(VAETrainerBuilder builder, String... parts) {
    assertSays(assertThrows(PropertyException.class, builder::build), parts);
  }
}
