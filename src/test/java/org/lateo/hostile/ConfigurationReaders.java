package org.lateo.hostile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lateo.app.config.ConfiguredTrainer;
import org.lateo.app.input.InputException;
import org.lateo.hostile.HostileReader.Kind;

/** Readers of configurations, in XML and in JSON. */
final class ConfigurationReaders {
  private static final String XML =
      """
      <config>
        <file name="more" value="more.xml"/>
        <property name="passes" value="2"/>
        <component name="vae" type="org.lateo.VAETrainer">
          <property name="epochs" value="${passes}"/>
          <property name="validation" value="0.1"/>
          <propertylist name="hidden"><item>5</item><item>4</item></propertylist>
          <property name="optimiser" value="adam"/>
          <property name="likelihood" value="mixed"/>
        </component>
        <component name="adam" type="org.lateo.train.Adam">
          <property name="learningRate" value="0.01"/>
        </component>
        <component name="mixed" type="org.lateo.likelihood.MixedLikelihood"/>
      </config>
      """;

  private static final String JSON =
      """
      {"config": {
        "config-files": [{"name": "more", "value": "more.xml"}],
        "global-properties": {"passes": "2"},
        "components": [
          {"name": "vae", "type": "org.lateo.VAETrainer",
           "properties": {"epochs": "${passes}", "hidden": ["5", "4"], "optimiser": "adam"}},
          {"name": "adam", "type": "org.lateo.train.Adam",
           "properties": {"learningRate": "0.01"}}]}}
      """;

  private ConfigurationReaders() {}

  static List<HostileReader> all(Path folder) {
    return List.of(reader("xml", XML, folder), reader("json-configuration", JSON, folder));
  }

  private static HostileReader reader(String name, String text, Path folder) {
    return new HostileReader(
        name,
        List.of(text.getBytes(StandardCharsets.UTF_8)),
        Kind.TEXT,
        List.of(InputException.class),
        input -> {
          Files.writeString(folder.resolve("more.xml"), "<config></config>");
          Path file = folder.resolve("c." + name.substring(0, name.equals("xml") ? 3 : 4));
          ConfiguredTrainer.read(Files.write(file, input), "vae");
        });
  }
}
