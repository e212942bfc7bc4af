<?xml version="1.0" encoding="UTF-8"?>
<!-- What a report may ask for at its end: a list of its abbreviations, an index of its indicators by Kolada's id. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!-- What the program looks for in the text: it marks every occurrence, fills the list, and takes these away. -->
  <xsl:template name="abbreviations">
    <xsl:if test="@abbreviations = 'utskrivna'"><meta name="abbr" content="utskrivna"/></xsl:if>
    <xsl:for-each select="front/abbreviation">
      <meta name="abbr:{normalize-space(@short)}" content="{normalize-space()}"/>
    </xsl:for-each>
    <xsl:for-each select="document('abbreviations.xml')/abbreviations/abbreviation">
      <meta name="abbr:{@short}" content="{normalize-space()}">
        <xsl:if test="@kind"><xsl:attribute name="name"><xsl:value-of select="concat('abbr-', @kind, ':', @short)"/></xsl:attribute></xsl:if>
      </meta>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="index[@of = 'förkortningar']">
    <dl class="abbreviations"/>
  </xsl:template>

  <!-- One line an indicator, by its id; it leads to the table that shows it. -->
  <xsl:key name="kolada" match="row[@kolada]" use="@kolada"/>

  <xsl:template match="index[@of = 'indikatorer']">
    <xsl:variable name="rows" select="//row[@kolada][generate-id() = generate-id(key('kolada', @kolada)[1])]"/>
    <xsl:choose>
      <xsl:when test="$rows">
        <ul class="index">
          <xsl:for-each select="$rows">
            <xsl:sort select="@kolada"/>
            <li>
              <xsl:value-of select="concat(@kolada, ' ', normalize-space(cell[@type = 'label']/text()[1]), ' ')"/>
              <xsl:for-each select="key('kolada', @kolada)">
                <xsl:if test="position() &gt; 1">, </xsl:if>
                <a class="ref to-page" href="#{ancestor::table/@id}"/>
              </xsl:for-each>
            </li>
          </xsl:for-each>
        </ul>
      </xsl:when>
      <xsl:otherwise><p>Ingen tabell i dokumentet har indikatorer med id i Kolada.</p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
