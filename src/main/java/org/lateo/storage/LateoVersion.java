package org.lateo.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build. */
public final class LateoVersion {
  /** The version in Maven, such as {@code 0.1.0}. */
  public static final String VERSION = read();

  private LateoVersion() {}

  private static String read() {
    try (InputStream in = LateoVersion.class.getResourceAsStream("/org/lateo/version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the version", e);
    }
  }
}
