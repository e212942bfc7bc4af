<?xml version="1.0" encoding="UTF-8"?>
<!-- A chart: a figure that the chart stage draws from the table which stands right after it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- Charts and pictures that have a caption, and a number in it. -->
  <xsl:key name="figure" match="chart[table/row][caption] | orgchart[caption] | figure[figcaption]" use="generate-id()"/>

  <!-- A class is of the chart and its table together. -->
  <xsl:template match="chart[@class]">
    <div class="{@class}"><xsl:call-template name="chart"/></div>
  </xsl:template>
  <xsl:template match="chart[not(table/row)]" priority="1"/>

  <xsl:template match="chart" name="chart">
    <xsl:variable name="id">
      <xsl:choose>
        <xsl:when test="table/@id"><xsl:value-of select="table/@id"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="table-id"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <figure class="chart" data-chart="{@kind}" data-table="{$id}">
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:if test="@axis = 'rader'"><xsl:attribute name="data-axis">rows</xsl:attribute></xsl:if>
      <xsl:if test="@direction = 'liggande'"><xsl:attribute name="data-direction">lying</xsl:attribute></xsl:if>
      <xsl:if test="caption">
        <figcaption>
          <xsl:apply-templates select="caption/node()"/>
          <xsl:for-each select="table"><xsl:call-template name="unit"/></xsl:for-each>
          <xsl:call-template name="marks"/>
        </figcaption>
      </xsl:if>
    </figure>
    <xsl:choose>
      <xsl:when test="@table = 'bilaga'">
        <div class="notes chart-notes">
          <xsl:for-each select="table/note[not(@mark)]"><p class="note"><xsl:apply-templates/></p></xsl:for-each>
          <p class="note">Diagrammets siffror står i <a class="ref to-appendix-table with-page" href="#{$id}">tabell&#160;</a>.</p>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="table" mode="chart-data"><xsl:with-param name="id" select="$id"/></xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The table of a chart's figures: beside it, or in an appendix, where it has a number and leads back to it. -->
  <xsl:template match="chart/table" mode="chart-data">
    <xsl:param name="id" select="@id"/>
    <table class="{@kind} chart-data" id="{$id}">
      <xsl:attribute name="class">
        <xsl:value-of select="concat(@kind, ' chart-data')"/>
        <xsl:if test="note"> noted</xsl:if>
        <xsl:if test="../@table = 'bilaga'"> captioned</xsl:if>
        <!-- One figure a row: not a page's width from its label. -->
        <xsl:if test="count(column) = 2"> slim</xsl:if>
      </xsl:attribute>
      <xsl:apply-templates select="." mode="caption"/>
      <thead>
        <tr><xsl:apply-templates select="column"/></tr>
      </thead>
      <tbody><xsl:apply-templates select="row"/></tbody>
    </table>
    <xsl:call-template name="notes"/>
  </xsl:template>

  <!-- The tables of the charts that send theirs to an appendix. -->
  <xsl:template match="index[@of = 'diagram']">
    <xsl:call-template name="chart-tables">
      <xsl:with-param name="tables" select="/descendant::chart[@table = 'bilaga']/table[row]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Two tables of one figure a row stand side by side. -->
  <xsl:template name="chart-tables">
    <xsl:param name="tables"/>
    <xsl:variable name="pair" select="$tables[position() &lt; 3][count(column) = 2]"/>
    <xsl:choose>
      <xsl:when test="count($pair) = 2">
        <div class="beside parts-2">
          <xsl:for-each select="$pair"><div class="part"><xsl:apply-templates select="." mode="chart-data"/></div></xsl:for-each>
        </div>
        <xsl:call-template name="chart-tables"><xsl:with-param name="tables" select="$tables[position() &gt; 2]"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$tables">
        <xsl:apply-templates select="$tables[1]" mode="chart-data"/>
        <xsl:call-template name="chart-tables"><xsl:with-param name="tables" select="$tables[position() &gt; 1]"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- An organisation chart, and the same as a list. -->
  <xsl:template match="orgchart">
    <figure class="chart organisation" data-chart="organisation" data-table="{@id}-lista">
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:if test="caption">
        <figcaption><xsl:apply-templates select="caption/node()"/><xsl:call-template name="marks"/></figcaption>
      </xsl:if>
    </figure>
    <div class="organisation-list" id="{@id}-lista"><ul><xsl:apply-templates select="unit"/></ul></div>
  </xsl:template>
  <xsl:template match="orgchart//unit">
    <li>
      <span class="unit-name"><xsl:value-of select="@name"/></span>
      <xsl:if test="@note"><xsl:text> (</xsl:text><small><xsl:value-of select="@note"/></small><xsl:text>)</xsl:text></xsl:if>
      <xsl:if test="unit"><ul><xsl:apply-templates select="unit"/></ul></xsl:if>
    </li>
  </xsl:template>

  <!-- The table of a chart is captioned by what it is when it has no words of its own. -->
  <xsl:template match="chart/table" mode="caption">
    <caption>
      <xsl:choose>
        <xsl:when test="normalize-space(caption) != '' and string(caption) != string(../caption)"><xsl:apply-templates select="caption/node()"/></xsl:when>
        <xsl:otherwise>
          <xsl:choose>
            <xsl:when test="../@table = 'bilaga' and ../caption">
              <xsl:text>Underlag till </xsl:text>
              <a>
                <xsl:attribute name="class">ref to-<xsl:for-each select=".."><xsl:call-template name="appendix"/></xsl:for-each>chart</xsl:attribute>
                <xsl:attribute name="href">#<xsl:apply-templates select=".." mode="id"/></xsl:attribute>
                <xsl:text>diagram&#160;</xsl:text>
              </a>
              <xsl:text>: </xsl:text>
            </xsl:when>
            <xsl:otherwise>Underlag till diagrammet: </xsl:otherwise>
          </xsl:choose>
          <xsl:apply-templates select="../caption" mode="plain"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="unit"/>
      <xsl:call-template name="marks"/>
    </caption>
  </xsl:template>

  <xsl:template match="chart" mode="table-id">
    <xsl:text>data-</xsl:text>
    <xsl:choose>
      <xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@at"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
