package dev.visualsimilarity.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** How the files of an archive are found. Only regular files count: no folders, no symlinks. */
enum ArchiveFormat {
  /** By the directory at the end. */
  ZIP {
    @Override
    ArchiveIndex index(SeekableByteChannel channel) throws IOException {
      try (ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get()) {
        return zipIndex(zip, channel.size());
      }
    }
  },

  /** By the headers before each file, jumping over the files. A hard link is the file it names. */
  TAR {
    @Override
    ArchiveIndex index(SeekableByteChannel channel) throws IOException {
      // Not the platform's charset: in a container that is ASCII.
      try (TarFile tar = new TarFile(channel, TAR_BLOCK_BYTES, TAR_RECORD_BYTES, "UTF-8", false)) {
        return tarIndex(tar);
      }
    }
  };

  private static final Set<Byte> TAR_FILES =
      Set.of(
          TarConstants.LF_NORMAL,
          TarConstants.LF_OLDNORM,
          TarConstants.LF_CONTIG,
          TarConstants.LF_GNUTYPE_SPARSE);
  private static final int TAR_BLOCK_BYTES = 10_240;
  private static final int TAR_RECORD_BYTES = 512;
  private static final int ZIP_HEADER_BYTES = 30;
  private static final int ZIP_MAX_EXTRA_BYTES = 0xffff;

  /** Reads the archive's directory and closes the channel. */
  abstract ArchiveIndex index(SeekableByteChannel channel) throws IOException;

  private static ArchiveIndex zipIndex(ZipFile zip, long size) {
    ArchiveIndex index = new ArchiveIndex();
    List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
    long[] offsets =
        entries.stream().mapToLong(ZipArchiveEntry::getLocalHeaderOffset).sorted().toArray();
    // In the order of the directory: the last of two with one name counts.
    for (ZipArchiveEntry entry : entries) {
      if (!entry.isDirectory() && !entry.isUnixSymlink()) {
        int next = Arrays.binarySearch(offsets, entry.getLocalHeaderOffset()) + 1;
        index.add(entry.getName(), zipEntry(entry, next < offsets.length ? offsets[next] : size));
      }
    }
    return index;
  }

  private static ArchiveZipEntry zipEntry(ZipArchiveEntry entry, long end) {
    long offset = entry.getLocalHeaderOffset();
    long most =
        ZIP_HEADER_BYTES
            + entry.getRawName().length
            + ZIP_MAX_EXTRA_BYTES
            + entry.getCompressedSize();
    // Where the next file begins there is no more of this one, unless the directory lies.
    long least = ZIP_HEADER_BYTES + entry.getCompressedSize();
    long span = end - offset < least ? most : Math.min(most, end - offset);
    return new ArchiveZipEntry(
        offset,
        span,
        entry.getCompressedSize(),
        entry.getSize(),
        entry.getMethod(),
        (int) entry.getCrc(),
        entry.getGeneralPurposeBit().usesEncryption());
  }

  private static ArchiveIndex tarIndex(TarFile tar) {
    ArchiveIndex index = new ArchiveIndex();
    Map<String, ArchiveTarEntry> linked = new HashMap<>();
    for (TarArchiveEntry entry : tar.getEntries()) {
      if (entry.isLink()) {
        ArchiveTarEntry target = linked.get(entry.getLinkName());
        if (target != null) {
          index.add(entry.getName(), target);
        }
      } else if (TAR_FILES.contains(entry.getLinkFlag())) {
        ArchiveTarEntry file =
            new ArchiveTarEntry(entry.getDataOffset(), entry.getSize(), entry.isSparse());
        linked.put(entry.getName(), file);
        index.add(entry.getName(), file);
      }
    }
    return index;
  }
}
