<?xml version="1.0" encoding="UTF-8"?>
<!-- Running text: sections, headings, blocks, inline elements, and what binding left in them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:template match="section">
    <section>
      <xsl:copy-of select="@class"/>
      <!-- Its id is its heading's, when it begins with one. -->
      <xsl:if test="not(*[1][self::h2 or self::h3 or self::h4])"><xsl:copy-of select="@id"/></xsl:if>
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <xsl:template match="report/section">
    <section class="{normalize-space(concat('chapter ', @class))}">
      <xsl:apply-templates/>
    </section>
  </xsl:template>

  <!-- Elements that are XHTML already keep their name. -->
  <xsl:template match="p | ul | ol | li | dl | dt | dd | blockquote | em | strong | abbr | sub | sup | cite | q">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:attribute name="at"><xsl:value-of select="@at"/></xsl:attribute>
      <xsl:copy-of select="@id | @class | @lang | @title | @start | @cite"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </xsl:element>
  </xsl:template>

  <!-- The paragraph that opens a chapter, unless it is too long for a larger type. Easy reading has one size throughout. -->
  <xsl:template match="report/section/p[preceding-sibling::*[1]/self::h1 and string-length(normalize-space()) &lt;= 600 and not(contains(concat(' ', ../@class, ' '), ' lattlast '))]">
    <p class="{normalize-space(concat('lead ', @class))}">
      <xsl:copy-of select="@id | @lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </p>
  </xsl:template>

  <xsl:template match="br"><br/></xsl:template>

  <xsl:template match="a">
    <a href="{@href}">
      <xsl:copy-of select="@id | @lang | @title"/>
      <xsl:apply-templates/>
    </a>
    <xsl:if test="/report/findings">
      <xsl:for-each select="descendant-or-self::*[@finding]">
        <xsl:call-template name="mark">
          <xsl:with-param name="list" select="concat(normalize-space(@finding), ' ')"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h1 | h2 | h3 | h4">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:attribute name="at"><xsl:value-of select="@at"/></xsl:attribute>
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:copy-of select="@lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </xsl:element>
  </xsl:template>

  <!-- Side by side: each child, or the blocks of a part, is one box; call-outs are boxes themselves. -->
  <xsl:template match="beside">
    <div>
      <xsl:attribute name="class">
        <xsl:value-of select="normalize-space(concat('beside parts-', count(*), ' ', @class))"/>
      </xsl:attribute>
      <xsl:copy-of select="@id | @lang"/>
      <xsl:for-each select="*">
        <xsl:choose>
          <xsl:when test="self::aside"><xsl:apply-templates select="."/></xsl:when>
          <xsl:otherwise><div class="part"><xsl:apply-templates select="."/></div></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </div>
  </xsl:template>
  <xsl:template match="beside/part"><xsl:apply-templates/></xsl:template>

  <!-- Who is quoted. -->
  <xsl:template match="blockquote/by">
    <p class="by">
      <xsl:copy-of select="@id | @lang"/>
      <cite><xsl:apply-templates/></cite>
      <xsl:call-template name="marks"/>
    </p>
  </xsl:template>

  <!-- A call-out. Its h is a heading one level below the nearest heading before it. -->
  <xsl:template match="aside">
    <aside>
      <xsl:copy-of select="@id | @class | @lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </aside>
  </xsl:template>

  <xsl:template match="aside/h">
    <xsl:element name="h{@level}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:attribute name="at"><xsl:value-of select="@at"/></xsl:attribute>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="figure">
    <figure>
      <!-- Only a picture with a caption has a number. -->
      <xsl:copy-of select="@class"/>
      <xsl:if test="figcaption">
        <xsl:attribute name="class"><xsl:value-of select="normalize-space(concat('picture ', @class))"/></xsl:attribute>
      </xsl:if>
      <xsl:attribute name="id"><xsl:apply-templates select="." mode="id"/></xsl:attribute>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </figure>
  </xsl:template>

  <!-- The credit line ends the caption, or is all of it. -->
  <xsl:template match="figcaption">
    <figcaption>
      <xsl:copy-of select="@id | @class | @lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
      <xsl:if test="../credit"><xsl:text> </xsl:text></xsl:if>
      <xsl:apply-templates select="../credit" mode="caption"/>
    </figcaption>
  </xsl:template>
  <xsl:template match="credit">
    <p class="credit">
      <xsl:copy-of select="@id | @lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </p>
  </xsl:template>
  <xsl:template match="credit[../figcaption]"/>
  <xsl:template match="credit" mode="caption">
    <small class="credit">
      <xsl:copy-of select="@id | @lang"/>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </small>
  </xsl:template>

  <xsl:template match="img">
    <img src="{@src}" alt="{@alt}">
      <xsl:copy-of select="@width | @height | @class"/>
    </img>
  </xsl:template>

  <!-- A figure that binding set: never broken over a line within a short value, and marked for the reader of the file. -->
  <xsl:template match="bound">
    <span class="bound {@kind}">
      <xsl:if test="@exact">
        <xsl:attribute name="data-value"><xsl:value-of select="@exact"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates/>
      <xsl:call-template name="marks"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
