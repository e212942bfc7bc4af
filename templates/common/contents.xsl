<?xml version="1.0" encoding="UTF-8"?>
<!-- The contents: chapters, and below them headings of the second level and goals. Page numbers and leaders are the
     theme's. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="report" mode="contents">
    <nav class="toc" role="doc-toc">
      <h1 id="innehall">Innehåll</h1>
      <ol>
        <xsl:apply-templates select="section | findings" mode="toc"/>
      </ol>
    </nav>
    <xsl:if test="front/contents/@tables = 'ja'">
      <xsl:call-template name="listing">
        <xsl:with-param name="title" select="'Tabeller'"/>
        <xsl:with-param name="of" select="/descendant::table[key('captioned', generate-id())]"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:if test="front/contents/@figures = 'ja'">
      <xsl:call-template name="listing">
        <xsl:with-param name="title" select="'Diagram och bilder'"/>
        <xsl:with-param name="of" select="/descendant::*[self::chart or self::orgchart or self::figure][key('figure', generate-id())]"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A list of tables or figures: the theme writes their numbers, as in the captions. None, none listed. -->
  <xsl:template name="listing">
    <xsl:param name="title"/>
    <xsl:param name="of"/>
    <xsl:if test="$of">
      <nav class="toc listing" role="doc-toc">
        <h2><xsl:value-of select="$title"/></h2>
        <ol><xsl:apply-templates select="$of" mode="entry"/></ol>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template match="table | chart | orgchart | figure" mode="entry">
    <li>
      <a>
        <xsl:attribute name="class">
          <xsl:text>to-</xsl:text>
          <xsl:call-template name="appendix"/>
          <xsl:apply-templates select="." mode="sort"/>
        </xsl:attribute>
        <xsl:attribute name="href">#<xsl:apply-templates select="." mode="id"/></xsl:attribute>
        <xsl:apply-templates select="." mode="listing"/>
      </a>
    </li>
  </xsl:template>

  <xsl:template match="table | chart | orgchart | figure" mode="listing"><xsl:apply-templates select="caption | figcaption" mode="plain"/></xsl:template>
  <xsl:template match="table[not(caption)]" mode="listing"><xsl:value-of select="@unit"/></xsl:template>

  <!-- What is counted together. -->
  <xsl:template match="table" mode="sort">table</xsl:template>
  <xsl:template match="chart | orgchart" mode="sort">chart</xsl:template>
  <xsl:template match="figure" mode="sort">picture</xsl:template>

  <xsl:template match="table | chart | orgchart | figure" mode="id">
    <xsl:choose>
      <xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="sort"/>
        <xsl:value-of select="concat('-', @at)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How many levels of headings: what the report says, else two. -->
  <xsl:variable name="depth">
    <xsl:choose>
      <xsl:when test="/report/front/contents/@depth"><xsl:value-of select="/report/front/contents/@depth"/></xsl:when>
      <xsl:otherwise>2</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template match="section" mode="toc">
    <xsl:apply-templates select="h2 | section | goal" mode="toc"/>
  </xsl:template>

  <xsl:template match="report/section" mode="toc">
    <li>
      <xsl:if test="@class[contains(concat(' ', ., ' '), ' bilaga ')]"><xsl:attribute name="class">appendix</xsl:attribute></xsl:if>
      <xsl:apply-templates select="h1" mode="toc-link"/>
      <xsl:if test="$depth &gt; 1 and (h2 or goal or section//h2[parent::section] or section//goal)">
        <ol>
          <xsl:apply-templates select="h2 | section | goal" mode="toc"/>
        </ol>
      </xsl:if>
    </li>
  </xsl:template>

  <!-- A page that sums up, and easy reading, are one entry each: their headings are of the page. -->
  <xsl:template match="report/section[contains(concat(' ', @class, ' '), ' korthet ') or contains(concat(' ', @class, ' '), ' lattlast ')]" mode="toc">
    <li><xsl:apply-templates select="h1" mode="toc-link"/></li>
  </xsl:template>

  <xsl:template match="findings" mode="toc">
    <li class="unnumbered"><a href="#oppna-punkter">Öppna punkter</a></li>
  </xsl:template>

  <xsl:key name="below" match="section/h3" use="generate-id(preceding-sibling::h2[1])"/>

  <xsl:template match="h2" mode="toc">
    <li>
      <xsl:apply-templates select="." mode="toc-link"/>
      <xsl:if test="$depth &gt; 2 and key('below', generate-id())">
        <ol>
          <xsl:for-each select="key('below', generate-id())">
            <li><xsl:apply-templates select="." mode="toc-link"/></li>
          </xsl:for-each>
        </ol>
      </xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="goal" mode="toc">
    <li class="unnumbered">
      <xsl:apply-templates select="title" mode="toc-link"/>
    </li>
  </xsl:template>

  <xsl:template match="h1 | h2 | h3" mode="toc-link">
    <a>
      <xsl:attribute name="href">#<xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:apply-templates select="." mode="plain"/>
    </a>
  </xsl:template>

  <xsl:template match="goal/title" mode="toc-link">
    <a>
      <xsl:attribute name="href">#<xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:value-of select="concat(../@no, '. ')"/>
      <xsl:apply-templates select="." mode="plain"/>
    </a>
  </xsl:template>

  <!-- A heading's words without the marks, notes and anchors that it carries where it stands. -->
  <xsl:template match="*" mode="plain"><xsl:apply-templates mode="plain"/></xsl:template>
  <xsl:template match="note" mode="plain"/>
  <xsl:template match="em | strong | abbr | sub | sup" mode="plain">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:copy-of select="@title | @lang"/>
      <xsl:attribute name="at"><xsl:value-of select="@at"/></xsl:attribute>
      <xsl:apply-templates mode="plain"/>
    </xsl:element>
  </xsl:template>

  <!-- A heading's id: its own, else its section's or goal's if it heads it, else its place in the tree. -->
  <xsl:template match="h1 | h2 | h3 | h4 | goal/title" mode="id">
    <xsl:choose>
      <xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
      <xsl:when test="../@id and not(preceding-sibling::*[1])"><xsl:value-of select="../@id"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat('r-', @at)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
