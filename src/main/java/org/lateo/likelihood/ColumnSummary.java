package org.lateo.likelihood;

/**
 * What the training rows say about one column, absent values counted as zero.
 *
 * @param name the feature's name
 * @param min the smallest value
 * @param minRow the first row (from 0) that has it
 * @param max the largest value
 * @param maxRow the first row (from 0) that has it
 * @param mean the mean, examples weighted
 * @param variance the variance, dividing by the sum of weights
 */
public record ColumnSummary(
    String name, double min, int minRow, double max, int maxRow, double mean, double variance) {}
