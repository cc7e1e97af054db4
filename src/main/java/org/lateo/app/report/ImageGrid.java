package org.lateo.app.report;

import java.util.List;

/**
 * Rows of small grey images.
 *
 * @param caption says what is seen
 * @param height of each image in pixels
 * @param width of each image in pixels
 * @param rows of images, with as many images each
 */
public record ImageGrid(String caption, int height, int width, List<ImageRow> rows)
    implements Block {

  /**
   * Images side by side.
   *
   * @param label what they are; may be empty
   * @param images each {@code [height * width]}, row by row, 0 for black to 1 for white
   */
  public record ImageRow(String label, List<float[]> images) {}

  /** The values of an image as pixels. */
  public static float[] grey(double[] values) {
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (float) values[i];
    }
    return pixels;
  }

  @Override
  public String html(String id) {
    StringBuilder html = new StringBuilder("<div class=\"strips\">\n");
    for (ImageRow row : rows) {
      html.append("<span>").append(Html.escape(row.label())).append("</span>");
      html.append("<img alt=\"").append(Html.escape(row.label())).append("\" src=\"");
      html.append(new ImageStrip(height, width, row.images()).dataUri()).append("\">\n");
    }
    return Html.figure("images", html.append("</div>").toString(), caption);
  }
}
