package dev.visualsimilarity.testing;

/** What a request asks of Cloud Storage. */
public enum Operation {
  METADATA,
  /** Asks for the storage layout of a bucket. */
  LAYOUT,
  LIST,
  DOWNLOAD,
  DELETE,
  /** Begins a resumable upload. */
  UPLOAD_START,
  /** Carries bytes of a resumable upload, or finalises it. */
  UPLOAD_CHUNK,
  /** Asks how many bytes of a resumable upload have arrived. */
  UPLOAD_QUERY,
  OTHER
}
