package org.lateo.report.page;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows of small grey images.
 *
 * @param caption what the images show
 * @param height height of each image in pixels
 * @param width width of each image in pixels
 * @param rows rows of equally many images
 */
public record ImageGrid(String caption, int height, int width, List<ImageRow> rows)
    implements Block {

  /**
   * Images side by side.
   *
   * @param label what the images are; may be empty
   * @param images each {@code [height * width]}, row by row, 0 for black to 1 for white
   */
  public record ImageRow(String label, List<double[]> images) {
    /** So many images, made of their numbers from 0. */
    public static ImageRow of(String label, int count, IntFunction<double[]> image) {
      return new ImageRow(label, IntStream.range(0, count).mapToObj(image).toList());
    }
  }

  @Override
  public String html() {
    StringBuilder html = new StringBuilder("<div class=\"strips\">\n");
    for (ImageRow row : rows) {
      GreyPng strip = new GreyPng(height, width, row.images());
      html.append("<span>").append(Html.escape(row.label())).append("</span>");
      html.append("<img alt=\"").append(Html.escape(alternative(row))).append("\" width=\"");
      html.append(strip.pixelsAcross()).append("\" height=\"").append(strip.pixelsDown());
      html.append("\" src=\"").append(strip.dataUri()).append("\">\n");
    }
    return Html.figure("images", html.append("</div>").toString(), caption);
  }

  private static String alternative(ImageRow row) {
    return row.images().size() + " images" + (row.label().isEmpty() ? "" : ": " + row.label());
  }
}
