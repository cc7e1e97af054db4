package org.lateo.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.Labels;
import org.lateo.RecordingTrainer;
import org.lateo.Tiny;
import org.lateo.onnx.ONNXCheck;
import org.lateo.onnx.ONNXMismatchException;
import org.lateo.rows.ExampleTable;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;

/** What a pipeline is made of; that each kind computes what Java does is in the matrix. */
final class PipelineKindsTest {
  @TempDir private Path folder;

  /** Each model of Tribuo's modules on the class path that says it can be written as ONNX. */
  @Test
  void noModelOfTribuoIsForgotten() throws IOException {
    Set<String> found = new TreeSet<>();
    for (PipelineKinds.Kind<?> kind : PipelineKinds.all()) {
      found.add(kind.inner().getClass().getName());
    }
    assertEquals(exportableModels(), found);
  }

  private static Set<String> exportableModels() throws IOException {
    Set<String> models = new TreeSet<>();
    Pattern separator = Pattern.compile(Pattern.quote(File.pathSeparator));
    for (String path : separator.split(System.getProperty("java.class.path"), -1)) {
      if (new File(path).getName().matches("tribuo-.*\\.jar")) {
        try (JarFile jar = new JarFile(path)) {
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith("Model.class"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .filter(PipelineKindsTest::isExportable)
              .forEach(models::add);
        }
      }
    }
    return models;
  }

  private static boolean isExportable(String name) {
    try {
      Class<?> c = Class.forName(name, false, PipelineKindsTest.class.getClassLoader());
      return Model.class.isAssignableFrom(c) && ONNXExportable.class.isAssignableFrom(c);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LatentFeatureModel<Label> over(Trainer<Label> trainer) {
    return LatentFeatureTrainer.builder(Tiny.trainer().build(), trainer)
        .inactiveBelow(0)
        .build()
        .train(Labels.dataset(60));
  }

  private static String refused(LatentFeatureModel<?> model, Path file) {
    return assertThrows(IllegalArgumentException.class, () -> model.exportPipeline(file))
        .getMessage();
  }

  @Test
  void whatCannotBeWrittenIsRefusedWithWhatCan() {
    CARTClassificationTrainer tree = new CARTClassificationTrainer();
    String expected =
        "Expected an inner model that is ONNXExportable (Tribuo's linear SGD models, factorization"
            + " machines, LibLinear, LibSVM and sparse linear models, and weighted ensembles of"
            + " these), found org.tribuo.common.tree.TreeModel";
    Path file = folder.resolve("tree.onnx");
    assertEquals(expected, refused(over(tree), file));
    assertEquals(
        expected, refused(over(new BaggingTrainer<>(tree, new VotingCombiner(), 2)), file));
    assertTrue(folder.toFile().list().length == 0);
  }

  /** Where Tribuo's own graph fails, or is another model, nothing is written. */
  @Test
  void whatTribuoWritesWronglyIsRefused() {
    Map<String, String> found =
        PipelineKinds.wrong().stream()
            .collect(
                Collectors.toMap(
                    PipelineKinds.Kind::name,
                    kind ->
                        assertThrows(
                                RuntimeException.class,
                                () -> kind.model().exportPipeline(folder.resolve("wrong.onnx")))
                            .getClass()
                            .getSimpleName()));
    assertEquals(
        Map.of(
            "liblinear-MCSVM_CS2", IllegalArgumentException.class.getSimpleName(),
            "chance2", ONNXMismatchException.class.getSimpleName()),
        found);
  }

  private static Dataset<Label> withoutTheSecond(Dataset<Label> examples) {
    MutableDataset<Label> kept =
        new MutableDataset<>(examples.getProvenance(), examples.getOutputFactory());
    for (Example<Label> example : examples) {
      ArrayExample<Label> some = new ArrayExample<>(example.getOutput());
      for (Feature feature : example) {
        if (!feature.getName().equals("lateo.z1")) {
          some.add(feature);
        }
      }
      kept.add(some);
    }
    return kept;
  }

  @Test
  void aModelOfSomeOfTheCodesTakesItsColumns() {
    LatentFeatureModel<Label> model =
        over(new RecordingTrainer(PipelineKindsTest::withoutTheSecond));
    assertEquals(
        List.of("lateo.z0", "lateo.z2"), ExampleTable.names(model.inner().getFeatureIDMap()));
    assertTrue(model.exportPipeline(folder.resolve("some.onnx")) < ONNXCheck.TOLERANCE);
  }
}
