package org.lateo.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.app.config.ConfiguredTrainer;
import org.lateo.app.input.InputException;
import org.lateo.output.LatentCode;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;

/** Configurations are what local files say, and have an end. */
final class ConfigurationFilesTest {
  private static final String TRAINER =
      "<component name='vae' type='org.lateo.VAETrainer'>"
          + "<property name='epochs' value='2'/></component>";

  @TempDir private Path folder;

  /** Has others as parts. */
  public static final class Parts implements Trainer<LatentCode> {
    @Config Trainer<?> one;
    @Config List<Configurable> list;
    @Config Map<String, Trainer<LatentCode>> map;

    @Override
    public Model<LatentCode> train(Dataset<LatentCode> rows, Map<String, Provenance> run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Model<LatentCode> train(
        Dataset<LatentCode> rows, Map<String, Provenance> run, int invocations) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getInvocationCount() {
      return 0;
    }

    @Override
    public void setInvocationCount(int count) {}

    @Override
    public TrainerProvenance getProvenance() {
      throw new UnsupportedOperationException();
    }
  }

  static boolean trapped;

  /** Of the class path, but nothing that is asked for: nothing that it does may happen. */
  public static final class Trap implements Configurable {
    static {
      trapped = true;
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace('\'', '"'));
  }

  private static void assertRefused(Path file, String message) {
    InputException e =
        assertThrows(InputException.class, () -> ConfiguredTrainer.read(file, "vae"));
    assertEquals(file + ": " + message, e.getMessage());
  }

  /** A document type, an include, and an object's bytes, each at an address of the network. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE config SYSTEM 'ADDRESS'><config>" + TRAINER + "</config>",
        "<!DOCTYPE config [<!ENTITY % e SYSTEM 'ADDRESS'> %e;]><config>" + TRAINER + "</config>",
        "<!DOCTYPE config [<!ENTITY e SYSTEM 'ADDRESS'>]><config>" + TRAINER + "&e;</config>",
        "<config>" + TRAINER + "<file name='more' value='ADDRESS'/></config>",
        "<config><component name='vae' type='org.lateo.VAETrainer' serialized='ADDRESS'/></config>",
        "<config>"
            + TRAINER
            + "<serialized name='o' type='org.lateo.VAETrainer' location='ADDRESS'/></config>"
      })
  void nothingIsFetched(String text) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "http://localhost:" + server.getLocalPort() + "/config.xml";
      Path file = write("trainer.xml", text.replace("ADDRESS", address));
      assertThrows(InputException.class, () -> ConfiguredTrainer.read(file, "vae"));
      server.setSoTimeout(1);
      assertThrows(SocketTimeoutException.class, server::accept);
    }
  }

  @Test
  void saysWhatIsRefused() throws IOException {
    InputException e =
        assertThrows(
            InputException.class,
            () ->
                ConfiguredTrainer.read(
                    write("a.xml", "<!DOCTYPE config><config>" + TRAINER + "</config>"), "vae"));
    assertSays(e, "a.xml: expected XML without a document type, found in line 1");
    assertRefused(
        write("b.xml", "<config><file name='more' value='http://host/c.xml'/></config>"),
        "expected included files beside it, found http://host/c.xml");
    assertRefused(
        write(
            "c.json",
            "{'config': {'components': [{'name': 'vae', 'type': 'org.lateo.VAETrainer',"
                + " 'serialized': 'http://host/vae'}]}}"),
        "expected components with a type and properties, found 'serialized'");
    assertRefused(
        write("d.json", "{'config': {'config-files': [{'name': 'x', 'value': 'http://host/x'}]}}"),
        "expected included files beside it, found http://host/x");
  }

  /** Found by a fuzzer: a list as a global property that a component uses. */
  @Test
  void globalPropertiesAreTexts() throws IOException {
    assertRefused(
        write(
            "global.json",
            "{'config': {'global-properties': {'passes': ['3']}, 'components': [{'name': 'vae',"
                + " 'type': 'org.lateo.VAETrainer', 'properties': {'epochs': '${passes}'}}]}}"),
        "expected a text as the global property 'passes', found something else");
  }

  /** Found by a fuzzer: an object where the name of a class should be. */
  @Test
  void aTypeIsTheNameOfAClass() throws IOException {
    for (String type : List.of("{'name': 'adam', 'learningRate': '0.01'}", "null")) {
      assertRefused(
          write("type.json", "{'config': {'components': [{'name': 'vae', 'type': " + type + "}]}}"),
          "expected the name of a class as the type of 'vae', found something else");
    }
  }

  @Test
  void includesFilesBesideIt() throws IOException {
    write("inner.xml", "<config>" + TRAINER + "</config>");
    Path outer = write("outer.xml", "<config><file name='i' value='inner.xml'/></config>");
    ConfiguredTrainer.read(outer, "vae");
    Path itself = write("itself.xml", "<config><file name='i' value='itself.xml'/></config>");
    assertRefused(itself, "expected each file to be included once, found it twice");
  }

  private static String parts(String name, String properties) {
    String type = Parts.class.getName();
    return "<component name='" + name + "' type='" + type + "'>" + properties + "</component>";
  }

  /** By itself, by others, in a list, in a map, by a property's value. */
  @Test
  void partsOfThemselves() throws IOException {
    String message = "expected components that do not refer to themselves, found ";
    String one = "<property name='one' value='%s'/>";
    assertRefused(
        write("a.xml", "<config>" + parts("vae", one.formatted("vae")) + "</config>"),
        message + "'vae'");
    assertRefused(
        write(
            "b.xml",
            "<config>"
                + parts("vae", one.formatted("b"))
                + parts("b", one.formatted("c"))
                + parts("c", one.formatted("b"))
                + "</config>"),
        message + "'b'");
    assertRefused(
        write(
            "c.xml",
            "<config>"
                + parts("vae", "<propertylist name='list'><item>d</item></propertylist>")
                + parts("d", "<propertymap name='map'><entry key='k' value='d'/></propertymap>")
                + "</config>"),
        message + "'d'");
    assertRefused(
        write(
            "d.xml",
            "<config><property name='a' value='${b}'/><property name='b' value='${a}'/>"
                + "<component name='vae' type='org.lateo.VAETrainer'>"
                + "<property name='epochs' value='${a}'/></component></config>"),
        message + "a property of 'vae'");
  }

  /** As the trainer, as a part of one kind, in a list, by a property, and as a list's class. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<component name='vae' type='TRAP'/>",
        "<component name='vae' type='org.lateo.VAETrainer'>"
            + "<property name='optimiser' value='t'/></component><component name='t' type='TRAP'/>",
        "<property name='p' value='t'/><component name='vae' type='org.lateo.VAETrainer'>"
            + "<property name='optimiser' value='${p}'/></component>"
            + "<component name='t' type='TRAP'/>",
        "<component name='vae' type='PARTS'><propertymap name='map'>"
            + "<entry key='k' value='t'/></propertymap></component>"
            + "<component name='t' type='TRAP'/>",
        "<component name='vae' type='PARTS'><propertylist name='list'>"
            + "<type>TRAP</type></propertylist></component>"
      })
  void otherClassesAreNotInitialised(String components) throws IOException {
    String text =
        components.replace("TRAP", Trap.class.getName()).replace("PARTS", Parts.class.getName());
    Path file = write("trap.xml", "<config>" + text + "</config>");
    InputException e =
        assertThrows(InputException.class, () -> ConfiguredTrainer.read(file, "vae"));
    assertSays(e, "trap.xml: expected ", components.contains("<type>") ? "'type'" : "Trap");
    assertFalse(trapped);
  }

  @Test
  void saysWhatIsAskedFor() throws IOException {
    assertRefused(
        write(
            "asked.xml",
            "<config><component name='vae' type='org.lateo.VAETrainer'>"
                + "<property name='optimiser' value='other'/></component>"
                + "<component name='other' type='org.lateo.likelihood.Gaussian'/></config>"),
        "expected 'other' to be a org.lateo.train.Optimiser, found the class"
            + " org.lateo.likelihood.Gaussian");
    assertRefused(
        write(
            "asked.json",
            "{'config': {'components': [{'name': 'vae', 'type': 'org.lateo.VAETrainer',"
                + " 'properties': {'hidden': [{'type': 'java.lang.Object'}]}}]}}"),
        "expected components with a type and properties, found an entry 'type'");
  }

  /** As entities and as properties: ten of each in the next. */
  @Test
  void laughs() throws IOException {
    StringBuilder entities = new StringBuilder("<!DOCTYPE config [<!ENTITY l0 'ha'>");
    StringBuilder properties = new StringBuilder("<config><property name='l0' value='ha'/>");
    for (int i = 1; i < 12; i++) {
      String entity = ("&l" + (i - 1) + ";").repeat(10);
      entities.append("<!ENTITY l" + i + " '" + entity + "'>");
      String property = ("${l" + (i - 1) + "}").repeat(10);
      properties.append("<property name='l" + i + "' value='" + property + "'/>");
    }
    Path first = write("e.xml", entities + "]><config>&l11;" + TRAINER + "</config>");
    InputException e =
        assertThrows(InputException.class, () -> ConfiguredTrainer.read(first, "vae"));
    assertSays(e, "expected XML without a document type");
    Path second = write("p.xml", properties + TRAINER.replace("'2'", "'${l11}'") + "</config>");
    assertRefused(
        second, "expected values of at most 65536 characters, found a longer one by ${...}");
  }

  @Test
  void filesOfThisMachineAreNoEntities() throws IOException {
    Path secret = write("secret", "secret words");
    Path file =
        write(
            "x.xml",
            "<!DOCTYPE config [<!ENTITY e SYSTEM '"
                + secret.toUri()
                + "'>]><config>"
                + TRAINER.replace("'2'", "'&e;'")
                + "</config>");
    InputException e =
        assertThrows(InputException.class, () -> ConfiguredTrainer.read(file, "vae"));
    assertFalse(e.getMessage().contains("secret words"));
  }

  /** OLCUT 5.3.1 slips on some of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "1",
        "null",
        "",
        "[{}]",
        "{'config': []}",
        "{'config': {'components': [null]}}"
      })
  void jsonOfOtherForm(String text) throws IOException {
    Path file = write("form.json", text);
    InputException e =
        assertThrows(InputException.class, () -> ConfiguredTrainer.read(file, "vae"));
    assertSays(e, "form.json: ");
  }
}
