package dev.mlsim.services.cleanroomsml;

/**
 * A file that a trained model inference job or an export is about to write.
 *
 * @param job the job's name
 * @param model the trained model's name
 * @param location where it is written: {@code s3://bucket/key}
 * @param accept the content type that the inference job asks for; empty for an export
 * @param records how many records of the channel the file answers; 0 for an export
 */
public record OutputFile(String job, String model, String location, String accept, int records) {}
