package dev.visualsimilarity.pipeline.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.pipeline.TestPipelines;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PipelinePictureTest {

  private static final String ROOT =
      """
      inputDefinitions: {parameters: {go: {parameterType: STRING, defaultValue: 'a<b'}}}
      dag:
        tasks:
          last:
            componentRef: {name: comp-write}
            dependentTasks: [left, right]
            inputs: {parameters: {text: {taskOutputParameter: {producerTask: left, outputParameterKey: text}}}}
          first: {componentRef: {name: comp-store}, inputs: {parameters: {text: {runtimeValue: {constant: x}}}}}
          left:
            componentRef: {name: comp-write}
            dependentTasks: [first]
            triggerPolicy: {condition: "inputs.parameter_values['go'] == 'a<b'"}
            inputs: {parameters: {text: {runtimeValue: {constant: x}}, pipelinechannel--x: {runtimeValue: {constant: x}}}}
          right:
            componentRef: {name: comp-count}
            dependentTasks: [first]
            inputs: {parameters: {pipelinechannel--items: {runtimeValue: {constant: [1, 2]}}}}
            parameterIterator: {itemInput: n, items: {inputParameter: pipelinechannel--items}}
      """;

  @TempDir private Path folder;

  @Test
  void everyTaskComesBelowThoseThatItDependsOnAndNoneCoversAnother() throws Exception {
    String root =
        ROOT.replace("pipelinechannel--x: {runtimeValue", "pipelinechannel--go: {runtimeValue")
            .replace("parameter_values['go']", "parameter_values['pipelinechannel--go']");
    Element svg = draw(root);
    List<int[]> cards = new ArrayList<>();
    NodeList rectangles = svg.getElementsByTagName("rect");
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (rectangle.getAttribute("class").contains("card")) {
        cards.add(
            new int[] {
              number(rectangle, "x"),
              number(rectangle, "y"),
              number(rectangle, "width"),
              number(rectangle, "height")
            });
      }
    }
    assertThat(cards).hasSize(4);
    for (int[] one : cards) {
      for (int[] other : cards) {
        boolean apart =
            one[0] + one[2] <= other[0]
                || other[0] + other[2] <= one[0]
                || one[1] + one[3] <= other[1]
                || other[1] + other[3] <= one[1];
        assertThat(one == other || apart).isTrue();
      }
    }
    assertThat(y(svg, "first")).isLessThan(y(svg, "left")).isLessThan(y(svg, "right"));
    assertThat(y(svg, "left")).isLessThan(y(svg, "last"));
    assertThat(svg.getElementsByTagName("path").getLength())
        .as("arrows and their head")
        .isEqualTo(5);
    assertThat(svg.getTextContent()).contains("== 'a<b'").contains("→ data");
  }

  private Element draw(String root) throws Exception {
    String text = PipelinePicture.of(TestPipelines.read(folder, root, ""));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)))
        .getDocumentElement();
  }

  private static int y(Element svg, String title) {
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      if (texts.item(i).getTextContent().equals(title)) {
        return number((Element) texts.item(i), "y");
      }
    }
    throw new AssertionError("not drawn: " + title);
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }
}
