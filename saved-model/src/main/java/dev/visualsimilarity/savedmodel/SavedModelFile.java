package dev.visualsimilarity.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Reads tags and signatures out of a {@code saved_model.pb}, a {@code tensorflow.SavedModel}
 * message. Graphs are skipped, not parsed: they may hold constants of hundreds of megabytes.
 */
final class SavedModelFile {

  private SavedModelFile() {}

  /**
   * Reads its graphs, each with {@code meta_info_def} and {@code signature_def} only.
   *
   * @throws com.google.protobuf.InvalidProtocolBufferException if it is no such message
   */
  static List<MetaGraphDef> read(InputStream file) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(file);
    in.setSizeLimit(Integer.MAX_VALUE);
    List<MetaGraphDef> graphs = new ArrayList<>();
    int wanted = lengthDelimited(SavedModel.META_GRAPHS_FIELD_NUMBER);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == wanted) {
        int end = in.pushLimit(in.readRawVarint32());
        graphs.add(graph(in));
        in.popLimit(end);
      } else {
        in.skipField(tag);
      }
    }
    return graphs;
  }

  private static MetaGraphDef graph(CodedInputStream in) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == lengthDelimited(MetaGraphDef.META_INFO_DEF_FIELD_NUMBER)
          || tag == lengthDelimited(MetaGraphDef.SIGNATURE_DEF_FIELD_NUMBER)) {
        out.writeUInt32NoTag(tag);
        out.writeBytesNoTag(in.readBytes());
      } else {
        in.skipField(tag);
      }
    }
    out.flush();
    return MetaGraphDef.parseFrom(bytes.toByteString(), ExtensionRegistryLite.getEmptyRegistry());
  }

  private static int lengthDelimited(int field) {
    return (field << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
